extension Page {
  /// The page as the JSON that `read` takes.
  package var json: JSON {
    var object = JSONObject(capacity: 3)
    object.add("title", title.json)
    object.add("body", .array(body.map(\.json)))
    object.add("refresh", refresh?.json)
    return .object(object)
  }
}

extension PageAction {
  /// The action as `{"call", "arguments"}`.
  package var json: JSON {
    var object = JSONObject(capacity: 2)
    object.add("call", .string(feature))
    if !arguments.isEmpty { object.add("arguments", .object(arguments)) }
    return .object(object)
  }
}

extension PageNode {
  /// The component as JSON with its `type`.
  package var json: JSON {
    switch self {
    case .text(let text, let style): node("text", ("text", text.json), ("style", style.json))
    case .notice(let text, let tone): node("notice", ("text", text.json), ("tone", tone.json))
    case .facts(let facts):
      node(
        "facts",
        ("facts", .array(facts.map { ["label": $0.label.json, "value": $0.value.json] })))
    case .divider: node("divider")
    case .section(let title, let children):
      node("section", ("title", title?.json), ("children", .array(children.map(\.json))))
    case .columns(let children): node("columns", ("children", .array(children.map(\.json))))
    case .list(let list): list.json
    case .table(let header, let rows):
      node(
        "table", ("header", .array(header.map(\.json))),
        ("rows", .array(rows.map { .array($0.map(\.json)) })))
    case .image(let source, let alt): node("image", ("src", .string(source)), ("alt", alt.json))
    case .code(let payload, let caption):
      node("code", ("payload", .string(payload)), ("caption", caption?.json))
    case .steps(let names, let current):
      node(
        "steps", ("steps", .array(names.map(\.json))), ("current", .integer(Int64(current))))
    case .progress(let value, let total, let label):
      node(
        "progress", ("value", .integer(value)), ("total", .integer(total)),
        ("label", label?.json))
    case .timer(let until, let label):
      node("timer", ("until", .integer(until.milliseconds)), ("label", label?.json))
    case .input(let input): input.json
    case .bill(let bill):
      node("bill", ("key", .string(bill.key)), ("facts", bill.facts.map { JSON(encoding: $0) }))
    case .button(let button): button.json
    }
  }
}

/// An object with its `type`, then the members that have a value.
private func node(_ type: String, _ members: (String, JSON?)...) -> JSON {
  var object = JSONObject(capacity: 1 + members.count)
  object.add("type", .string(type))
  for (name, value) in members { object.add(name, value) }
  return .object(object)
}

extension RawRepresentable where RawValue == String {
  fileprivate var json: JSON { .string(rawValue) }
}

extension JSONObject {
  fileprivate mutating func add(price: Money?) {
    guard let price else { return }
    add("price", .integer(price.amount))
    if price.currency != .krw { add("currency", .string(price.currency.rawValue)) }
  }
}

extension PageList {
  fileprivate var json: JSON {
    let items = items.map { item in
      var object = JSONObject(capacity: 6)
      object.add("id", .string(item.id))
      object.add("title", item.title.json)
      object.add("subtitle", item.subtitle?.json)
      object.add("badge", item.badge?.json)
      object.add(price: item.price)
      object.add("quantity", item.quantity.map(JSON.integer))
      object.add("disabled", item.disabled?.json)
      object.add("action", item.action?.json)
      return JSON.object(object)
    }
    return node("list", ("items", .array(items)), ("filter", filter ? true : nil))
  }
}

extension PageInput {
  fileprivate var json: JSON {
    var object: JSONObject = ["type": "", "id": .string(id), "label": label.json]
    if required { object["required"] = true }
    switch kind {
    case .text(let limit, let value):
      object["type"] = "textInput"
      object["limit"] = .integer(Int64(limit))
      object["value"] = .string(value)
    case .number(let range, let step, let value):
      object["type"] = "number"
      object["minimum"] = .integer(range.lowerBound)
      object["maximum"] = .integer(range.upperBound)
      object["step"] = .integer(step)
      object["value"] = .integer(value)
    case .choice(let options, let minimum, let maximum, let chosen):
      object["type"] = "choice"
      object["options"] = .array(
        options.map { option in
          var one: JSONObject = ["id": .string(option.id), "title": option.title.json]
          one.add(price: option.price)
          return .object(one)
        })
      object["minimum"] = .integer(Int64(minimum))
      object["maximum"] = .integer(Int64(maximum))
      object["chosen"] = .array(chosen.map(JSON.string))
    case .toggle(let value):
      object["type"] = "toggle"
      object["value"] = .bool(value)
    case .date(let value):
      object["type"] = "date"
      object["value"] = .string(value)
    }
    return .object(object)
  }
}

extension PageButton {
  fileprivate var json: JSON {
    node(
      "button", ("id", .string(id)), ("label", label.json), ("style", .string(style.rawValue)),
      ("action", action.json), ("disabled", disabled?.json))
  }
}

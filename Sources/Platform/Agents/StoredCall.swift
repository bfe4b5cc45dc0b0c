import Wire

/// A call whose result waits, as it lies in the file: where it happens, what the program was told,
/// what it answered and what it read. Committing it later needs nothing of the program.
struct StoredCall {
  let context: CallContext
  let arguments: JSON
  let target: CallTicket.Target
  let joins: Bool
  let page: JSON?
  let state: JSON?
  let effects: [Effect]
  let reads: ReadSet

  init(
    _ ticket: CallTicket, page: Page?, state: JSON?, effects: [Effect], reads: ReadSet
  ) {
    context = ticket.context
    arguments = ticket.arguments
    target = ticket.target
    joins = ticket.joins
    self.page = page?.json
    self.state = state
    self.effects = effects
    self.reads = reads
  }

  /// As it is stored.
  var json: JSON {
    var object: JSONObject = [
      "context": JSON(encoding: context), "arguments": arguments, "target": target.json,
      "joins": .bool(joins), "effects": .array(effects.map(\.json)), "reads": reads.json,
    ]
    object["page"] = page
    // A state of null is not the same as none: only the latter keeps what is there.
    if let state { object["state"] = [state] }
    return .object(object)
  }

  /// Reads what was stored; nil where it is no stored call.
  init?(_ json: JSON) throws {
    guard let context = json["context"], let arguments = json["arguments"],
      let target = try json["target"].flatMap({ try CallTicket.Target($0) }),
      let effects = json["effects"]?.array, let reads = try json["reads"].flatMap(ReadSet.init)
    else { return nil }
    self.context = try context.decode(CallContext.self)
    self.arguments = arguments
    self.target = target
    joins = json["joins"]?.bool ?? false
    page = json["page"]
    state = json["state"]?.array?.first
    self.effects = try Effect.read(effects)
    self.reads = reads
  }
}

extension CallTicket.Target {
  fileprivate var json: JSON {
    switch self {
    case .session(let row, let rev, let peopleRev):
      ["session": .integer(row), "rev": .integer(rev), "peopleRev": .integer(peopleRev)]
    case .new(let door):
      .object(
        ([
          "door": .string(door.text), "kind": .string(door.kind.rawValue),
          "entry": JSON(encoding: door.entry),
        ] as JSONObject).merging(door.place.map { ["place": $0.json] } ?? [:])
          .merging(door.replaces.map { ["replaces": .integer($0)] } ?? [:]))
    }
  }

  fileprivate init?(_ json: JSON) throws {
    if let row = json["session"]?.integer, let rev = json["rev"]?.integer,
      let peopleRev = json["peopleRev"]?.integer
    {
      self = .session(row: row, rev: rev, peopleRev: peopleRev)
      return
    }
    guard let text = json["door"]?.string,
      let kind = json["kind"]?.string.flatMap(SessionKind.init(rawValue:)),
      let entry = try json["entry"]?.decode(CallContext.Entry.self)
    else { return nil }
    self = .new(
      CallTicket.Door(
        kind: kind, text: text, place: json["place"].flatMap { LocalizedText(json: $0) },
        entry: entry, bill: nil, replaces: json["replaces"]?.integer))
  }
}

extension ReadSet {
  fileprivate var json: JSON {
    .array(
      revisions.map { item, revision in
        switch item {
        case .record(let collection, let key):
          ["record": .string(collection), "key": .string(key), "rev": .integer(revision)]
        case .collection(let name): ["collection": .string(name), "rev": .integer(revision)]
        case .bill(let key): ["bill": .string(key), "rev": .integer(revision)]
        }
      })
  }

  fileprivate init?(_ json: JSON) throws {
    self.init()
    for element in json.array ?? [] {
      guard let revision = element["rev"]?.integer else { return nil }
      if let name = element["record"]?.string, let key = element["key"]?.string {
        add(.record(collection: name, key: key), revision: revision)
      } else if let name = element["collection"]?.string {
        add(.collection(name), revision: revision)
      } else if let key = element["bill"]?.string {
        add(.bill(key: key), revision: revision)
      } else {
        return nil
      }
    }
  }
}

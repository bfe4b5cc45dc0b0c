import MiniProgramKit

/// The cart against the menu of this moment: what changed since a line was put in is said, and
/// only what a person has seen is ever ordered.
struct Cart {
  /// A line with what it costs now.
  struct Entry {
    let line: CartLine
    let title: LocalizedText
    /// What one costs now, minor units; nil where it cannot be had any more.
    let unit: Int64?

    var isSoldOut: Bool { unit == nil }
    var hasNewPrice: Bool { unit.map { $0 != line.unit } ?? false }
  }

  let entries: [Entry]
  let currency: Currency

  init(_ lines: [CartLine], _ menu: Menu) {
    currency = menu.currency
    entries = lines.map { line in
      guard let dish = menu.dish(line.item) else {
        return Entry(line: line, title: LocalizedText(line.item), unit: nil)
      }
      return Entry(
        line: line, title: dish.title(with: line.selection),
        unit: dish.isSoldOut ? nil : dish.price(with: line.selection))
    }
  }

  var isEmpty: Bool { entries.isEmpty }

  /// The lines that can be had.
  var orderable: [Entry] { entries.filter { !$0.isSoldOut } }

  /// Whether a price or a dish changed since it was put in.
  var hasChanges: Bool { entries.contains { $0.isSoldOut || $0.hasNewPrice } }

  /// What the orderable lines come to, minor units; nil where no bill could be that large.
  var total: Int64? {
    let bill = BillEffect(key: "total", lines: orderable.map { billLine($0) }, currency: currency)
    return bill.total.flatMap { (0...Money.largestAmount).contains($0) ? $0 : nil }
  }

  /// A short name for exactly these lines at exactly these prices.
  var digest: String { Self.digest(entries.map { ($0.line, $0.unit) }) }

  /// The digest the cart had if nothing had changed since the lines were put in.
  var expectedDigest: String { Self.digest(entries.map { ($0.line, $0.line.unit) }) }

  /// The digest of what is left once sold-out lines are taken out.
  var orderableDigest: String { Self.digest(orderable.map { ($0.line, $0.unit) }) }

  private static func digest(_ lines: [(line: CartLine, unit: Int64?)]) -> String {
    lines.map { line, unit in
      "\(line.id)x\(line.quantity)@" + (unit.map(String.init) ?? "-")
    }.joined(separator: ",").hashed
  }

  /// The line as the bill carries it; owners who left are not named.
  func billLine(_ entry: Entry, people: [CallContext.Person] = []) -> BillEffect.Line {
    let owner = entry.line.owner.flatMap { owner in
      people.contains { $0.id == owner } ? owner : nil
    }
    return BillEffect.Line(
      id: entry.line.id, title: entry.title, quantity: entry.line.quantity,
      unitAmount: entry.unit ?? 0, owner: owner)
  }
}

extension String {
  /// FNV-1a, 64 bits (http://www.isthe.com/chongo/tech/comp/fnv/): enough to notice a change that
  /// nobody makes on purpose, since the bill shows the amount once more.
  fileprivate var hashed: String {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    return String(hash, radix: 16)
  }
}

extension TableState {
  /// Puts a dish into the cart: the same choice of the same person at the same price is one line.
  mutating func add(
    _ dish: Menu.Dish, _ selection: [String: [String]], quantity: Int64,
    by person: CallContext.Person?
  ) throws {
    let unit = dish.price(with: selection) ?? dish.price
    let same = cart.firstIndex {
      $0.item == dish.id && $0.selection == selection && $0.owner == person?.id && $0.unit == unit
    }
    if let same {
      cart[same].quantity = min(Self.quantityLimit, cart[same].quantity &+ quantity)
      return
    }
    guard cart.count < Self.lineLimit else {
      throw Declined(
        ko: "장바구니에는 \(Self.lineLimit)줄까지 담을 수 있습니다.",
        en: "A cart holds at most \(Self.lineLimit) lines.")
    }
    lastLine &+= 1
    cart.append(
      CartLine(
        id: String(lastLine), item: dish.id, selection: selection, quantity: quantity, unit: unit,
        owner: person?.id, number: person?.number))
  }

  /// Sets how many of a line; 0 removes it. False where the line is gone.
  mutating func change(_ id: String, to quantity: Int64) -> Bool {
    guard let index = cart.firstIndex(where: { $0.id == id }) else { return false }
    if quantity == 0 {
      cart.remove(at: index)
    } else {
      cart[index].quantity = quantity
    }
    return true
  }

  /// Takes what was paid out of the cart; what was added to a line meanwhile stays.
  mutating func take(_ paid: [CartLine]) {
    for line in paid {
      guard let index = cart.firstIndex(where: { $0.id == line.id }) else { continue }
      let rest = cart[index].quantity &- line.quantity
      if rest > 0 {
        cart[index].quantity = rest
      } else {
        cart.remove(at: index)
      }
    }
  }
}

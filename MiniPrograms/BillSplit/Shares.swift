import MiniProgramKit

/// How a receipt is divided; every mode adds up to the receipt exactly, and what does not divide
/// stays with the payer.
enum SplitMode: String, Codable, CaseIterable {
  case equal
  case items
  case custom

  /// What people call it.
  var title: LocalizedText {
    switch self {
    case .equal: LocalizedText(ko: "똑같이", en: "Equally")
    case .items: LocalizedText(ko: "먹은 대로", en: "By what each had")
    case .custom: LocalizedText(ko: "직접 정하기", en: "Custom amounts")
    }
  }

  /// The feature that shows it.
  var feature: String { "split." + rawValue }
}

/// What each friend of a receipt owes.
struct Shares {
  /// A friend and their part, minor units, at least 0.
  struct Part {
    var person: CallContext.Person
    var amount: Int64
  }

  let total: Int64
  let parts: [Part]

  /// What stays with the payer.
  var payerPart: Int64 { total - asked }

  /// What the friends owe together.
  var asked: Int64 { parts.reduce(0) { $0 &+ $1.amount } }

  /// Everybody pays the same; the remainder stays with the payer.
  static func equal(_ receipt: CallContext.Receipt) -> Shares {
    let friends = receipt.friends
    let each = receipt.total / Int64(friends.count + 1)
    return Shares(receipt, friends.map { Part(person: $0, amount: each) })
  }

  /// Everybody pays what they put in and an equal part of what is nobody's: fees and discounts.
  static func items(_ receipt: CallContext.Receipt) -> Shares {
    let friends = receipt.friends
    let count = Int64(friends.count + 1)
    let common = receipt.amount { line in !friends.contains { $0.number == line.owner } }
    let own = receipt.amount { line in line.owner == receipt.payerNumber && line.owner != nil }
    // Rounded down also below zero: a discount that does not divide favours the friends.
    let shared = (common - own).dividedDown(by: count)
    let parts = friends.map { friend in
      let had = receipt.amount { $0.owner == friend.number }
      return Part(person: friend, amount: max(0, had + shared))
    }
    return Shares(receipt, capped(parts, at: receipt.total))
  }

  /// Everybody pays what the payer wrote; nil where that is more than the receipt.
  static func custom(_ receipt: CallContext.Receipt, _ amounts: [Int: Int64]) -> Shares? {
    let parts = receipt.friends.map { Part(person: $0, amount: amounts[$0.number] ?? 0) }
    let shares = Shares(receipt, parts)
    return shares.payerPart >= 0 ? shares : nil
  }

  private init(_ receipt: CallContext.Receipt, _ parts: [Part]) {
    total = receipt.total
    self.parts = parts
  }

  /// A large discount can make the friends' lines more than the receipt: the largest part gives.
  private static func capped(_ parts: [Part], at total: Int64) -> [Part] {
    var parts = parts
    var excess = parts.reduce(0) { $0 &+ $1.amount } - total
    while excess > 0, let index = parts.indices.max(by: { parts[$0].amount < parts[$1].amount }) {
      let cut = min(excess, parts[index].amount)
      parts[index].amount -= cut
      excess -= cut
    }
    return parts
  }
}

extension Int64 {
  fileprivate func dividedDown(by divisor: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}

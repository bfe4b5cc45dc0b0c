import Wire

/// How the sandbox bank reads its own numbers: whose phone is on file and how the card or account
/// behaves stand in the digits, so that every test and every reader can write one down.
///
/// A card is `9410`, the last eight digits of the phone, three digits of behaviour and the Luhn
/// digit; an account is `110`, the same eight and the same three.
struct SandboxNumber: Equatable {
  static let cardPrefix = "9410"
  static let accountPrefix = "110"
  static let phoneDigits = 8
  static let behaviourDigits = 3

  /// The last digits of the phone on file.
  let phone: String
  let behaviour: SandboxBehaviour

  /// Nil where the bank has no such number.
  init?(_ number: FundingNumber) {
    let prefix = number.kind == .card ? Self.cardPrefix : Self.accountPrefix
    let check = number.kind == .card ? 1 : 0
    guard number.digits.hasPrefix(prefix),
      number.digits.count == prefix.count + Self.phoneDigits + Self.behaviourDigits + check
    else { return nil }
    let rest = number.digits.dropFirst(prefix.count)
    phone = String(rest.prefix(Self.phoneDigits))
    let word = rest.dropFirst(Self.phoneDigits).prefix(Self.behaviourDigits)
    guard let behaviour = SandboxBehaviour(rawValue: Int64(word) ?? 0) else { return nil }
    self.behaviour = behaviour
  }
}

/// How a card or account of the sandbox bank behaves; the numbers are its digits and are stored.
enum SandboxBehaviour: Int64, CaseIterable {
  /// Everything goes well.
  case good = 0
  /// The request to connect never reaches the bank.
  case connectRequestLost = 101
  /// The bank approves and its answer is lost.
  case connectAnswerLost = 102
  /// The request to pay never reaches the bank.
  case payRequestLost = 103
  /// The bank pays and its answer is lost.
  case payAnswerLost = 104
  /// The bank pays, its answer is lost, and it does not answer the first questions either.
  case silent = 105
  /// The bank declines to connect.
  case connectDeclined = 201
  /// The bank approves and then declines to pay.
  case payDeclined = 202
  /// Reported lost.
  case blocked = 301
}

import Store
import Wire

/// A text message on its way to a phone.
struct OutgoingSMS {
  let number: PhoneNumber
  /// Who asked for it.
  let person: Int64
  let text: String
}

/// Who carries text messages. What is to be sent is part of the plan, so a message exists exactly
/// if what it speaks of was committed.
protocol SMSGateway: Sendable {
  func send(_ message: OutgoingSMS, _ plan: inout Plan, now: Instant)
}

/// The embedded gateway: phones that exist in this file only.
struct SandboxPhones: SMSGateway {
  /// Messages a phone keeps; the oldest go first.
  static let keptMessages: Int64 = 100

  func send(_ message: OutgoingSMS, _ plan: inout Plan, now: Instant) {
    plan.write(
      "INSERT INTO sandbox_phone(number, holder) VALUES (?, ?) ON CONFLICT DO NOTHING",
      .text(message.number.text), .integer(message.person))
    plan.write(
      "INSERT INTO sandbox_sms(number, at, text) VALUES (?, ?, ?)",
      .text(message.number.text), .integer(now.milliseconds), .text(message.text))
    plan.write(
      "DELETE FROM sandbox_sms WHERE number = ?1 AND id <= (SELECT id FROM sandbox_sms"
        + " WHERE number = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)",
      .text(message.number.text), .integer(Self.keptMessages))
  }
}

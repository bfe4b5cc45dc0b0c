/// An opaque public name of one kind of thing; two kinds never mix.
package struct Identifier<Kind>: Hashable, Sendable, Codable, CustomStringConvertible {
  /// The text as it travels.
  package let text: String

  /// A name as it was read or made.
  package init(_ text: String) { self.text = text }

  /// Reads the bare text.
  package init(from decoder: any Decoder) throws {
    text = try decoder.singleValueContainer().decode(String.self)
  }

  /// Writes the bare text.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }

  /// The text as it travels.
  package var description: String { text }
}

/// The kinds of things that have names.
package enum Named {
  /// A human being with a wallet.
  package enum Person {}
  /// A person as one merchant sees them.
  package enum PairwisePerson {}
  /// A published app.
  package enum App {}
  /// Who is paid and who publishes.
  package enum Merchant {}
  /// One visit of one or several people to an app.
  package enum Session {}
  /// A demand for money.
  package enum Bill {}
  /// One movement of money.
  package enum Transfer {}
  /// A linked card or bank account.
  package enum FundingSource {}
  /// An entry in somebody's inbox.
  package enum Message {}
  /// A phone, a laptop: whatever holds a device key.
  package enum Device {}
  /// One attempt to prove who somebody is.
  package enum Verification {}
  /// What somebody lets an app charge later.
  package enum Mandate {}
  /// One issued code.
  package enum Code {}
  /// One day's pass of one device.
  package enum Pass {}
  /// A till or a gate.
  package enum Till {}
}

/// A person, known to the platform only.
package typealias PersonID = Identifier<Named.Person>
/// A person as one merchant sees them; unlinkable across merchants.
package typealias PairwiseID = Identifier<Named.PairwisePerson>
/// A published app, in reverse domain form: `kr.co.noodlehouse.table`.
package typealias AppID = Identifier<Named.App>
/// A merchant: `noodlehouse`.
package typealias MerchantID = Identifier<Named.Merchant>
/// A session.
package typealias SessionID = Identifier<Named.Session>
/// A bill.
package typealias BillID = Identifier<Named.Bill>
/// A transfer.
package typealias TransferID = Identifier<Named.Transfer>
/// A linked card or bank account.
package typealias FundingSourceID = Identifier<Named.FundingSource>
/// An inbox message.
package typealias MessageID = Identifier<Named.Message>
/// A device of a person.
package typealias DeviceID = Identifier<Named.Device>
/// One attempt to prove who somebody is.
package typealias VerificationID = Identifier<Named.Verification>
/// A mandate.
package typealias MandateID = Identifier<Named.Mandate>
/// An issued code; it is not what the code says.
package typealias CodeID = Identifier<Named.Code>
/// A day's pass of a gate.
package typealias PassID = Identifier<Named.Pass>
/// A till or a gate that belongs to a merchant and to no person.
package typealias TillID = Identifier<Named.Till>

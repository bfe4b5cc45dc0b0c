/// Asks a person to let the app charge them later; the host draws what is asked.
package struct MandateEffect: Sendable, Hashable {
  /// The program's own name for the mandate, unique in the app.
  package var key: String
  /// What it is for.
  package var title: LocalizedText
  /// What is asked for.
  package var terms: MandateTerms

  /// Asks whoever made the call.
  package init(key: String, title: LocalizedText, terms: MandateTerms) {
    self.key = key
    self.title = title
    self.terms = terms
  }
}

/// Charges a person by a mandate they approved.
package struct ChargeEffect: Sendable, Hashable {
  /// The mandate's key.
  package var mandate: String
  /// The program's own name for the charge; the receipt's bill carries it.
  package var key: String
  /// Minor units.
  package var amount: Int64
  /// What is charged for; the mandate's title where missing.
  package var title: LocalizedText?
  /// The period it is for, counted from 0; the one that runs now where missing.
  package var period: Int64?

  /// Charges a person.
  package init(
    mandate: String, key: String, amount: Int64, title: LocalizedText? = nil, period: Int64? = nil
  ) {
    self.mandate = mandate
    self.key = key
    self.amount = amount
    self.title = title
    self.period = period
  }
}

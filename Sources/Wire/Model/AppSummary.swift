/// A published app in a list.
package struct AppSummary: Codable, Sendable, Hashable {
  /// Which.
  package var app: AppID
  /// Its registered name.
  package var name: LocalizedText
  /// Who publishes it.
  package var merchant: MerchantID
  /// The newest version's code.
  package var version: Int64
  /// What codes name it by.
  package var shortID: String
  /// Its ways in.
  package var routes: [String]

  /// A published app in a list.
  package init(
    app: AppID, name: LocalizedText, merchant: MerchantID, version: Int64, shortID: String,
    routes: [String]
  ) {
    self.app = app
    self.name = name
    self.merchant = merchant
    self.version = version
    self.shortID = shortID
    self.routes = routes
  }
}

import MiniProgramKit

/// What an event about the bill of a share says.
struct ShareEvent: Codable {
  /// The share of the event.
  struct Share: Codable {
    var receipt: String
    var person: PairwiseID
    var amount: Int64
  }

  var share: Share

  /// The schema of every feature that takes such an event.
  static let schema = Schema(.object("share", "The share of the event"))
}

/// A friend paid, or their bill ran out.
struct ShareChanged: Feature {
  let name: String
  let title: LocalizedText
  let status: SplitState.Status
  let schema = ShareEvent.schema
  let visibility = Visibility.system
  let needsHost = true

  /// A friend paid.
  static let paid = ShareChanged(
    name: "share.paid", title: LocalizedText(ko: "몫이 결제됨", en: "Share paid"), status: .paid)
  /// A friend's bill can no longer be paid.
  static let closed = ShareChanged(
    name: "share.closed", title: LocalizedText(ko: "몫이 결제되지 않음", en: "Share not paid"),
    status: .closed)

  func run(_ input: ShareEvent, _ call: inout Call<SplitState>) throws -> Page {
    let receipt = try CallContext.Receipt(call)
    call.state.update(input.share.person) { share in
      // What was paid stays paid, whatever is delivered afterwards.
      if share.status != .paid { share.status = status }
    }
    return SplitPage(receipt: receipt).status(call.state)
  }
}

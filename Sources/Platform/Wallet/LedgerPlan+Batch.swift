package import Store

/// Several transfers, all or none.
extension LedgerPlan {
  /// The most transfers of one batch.
  package static let maximumBatch = 1_000

  /// Plans all transfers or none: the first that fails is named, the others are linked to it.
  ///
  /// Each request has its own key; a batch that was done before is replayed one by one.
  package mutating func batch(
    _ requests: [TransferRequest]
  ) throws(StoreError) -> [LedgerOutcome] {
    guard (1...Self.maximumBatch).contains(requests.count) else {
      let refusal = LedgerRefusal.batchOutOfRange(
        count: Int64(requests.count), maximum: Int64(Self.maximumBatch))
      return requests.map { _ in .refused(refusal) }
    }
    let before = self
    var outcomes: [LedgerOutcome] = []
    for (index, request) in requests.enumerated() {
      let outcome = try transfer(request)
      guard outcome.refusal == nil else {
        self = before
        let linked = LedgerOutcome.refused(.linkedFailed(index: Int64(index)))
        return requests.indices.map { $0 == index ? outcome : linked }
      }
      outcomes.append(outcome)
    }
    return outcomes
  }
}

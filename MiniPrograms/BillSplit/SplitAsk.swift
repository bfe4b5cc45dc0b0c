import MiniProgramKit

/// Asks the friends for their shares; the host makes one bill for each, payable to the payer.
struct SplitAsk: Feature {
  struct Input: Codable {
    var mode: SplitMode
    /// Custom amounts by the friends' numbers, minor units.
    var amounts: [Int: Int64] = [:]

    private enum CodingKeys: String, CodingKey {
      case mode
    }

    init(from decoder: any Decoder) throws {
      mode = try decoder.container(keyedBy: CodingKeys.self).decode(SplitMode.self, forKey: .mode)
      for member in try JSONObject(from: decoder).members {
        let prefix = SplitPage.amountPrefix
        guard member.key.hasPrefix(prefix), let number = Int(member.key.dropFirst(prefix.count))
        else { continue }
        amounts[number] = member.value.integer ?? 0
      }
    }
  }

  let name = "split.ask"
  let title = LocalizedText(ko: "친구에게 요청", en: "Ask the friends")
  let schema = Schema(
    .text("mode", "equal, items or custom", length: 1...10),
    .integer(SplitPage.amountPrefix, "Amount of the friend of that number", in: 0...largest).many)
  let confirms = true
  let needsHost = true

  private static let largest = Money.largestAmount

  func run(_ input: Input, _ call: inout Call<SplitState>) throws -> Page {
    let receipt = try CallContext.Receipt(call)
    let pages = SplitPage(receipt: receipt)
    guard call.state.shares.isEmpty else { return pages.status(call.state, Self.once) }
    guard !receipt.friends.isEmpty else { return pages.alone }
    if call.context.conflict?.code == DataError.collectOnce.name {
      return pages.plan(.equal, .equal(receipt), Self.once)
    }
    guard let shares = shares(input, receipt) else {
      return pages.plan(.custom, .equal(receipt), Self.tooMuch(receipt))
    }
    let asked = shares.parts.filter { $0.amount > 0 }
    guard !asked.isEmpty else {
      return pages.plan(input.mode, shares, Self.nothing)
    }
    call.collect(
      receipt: receipt.handle,
      asked.map { CollectEffect.Share(person: $0.person.id, amount: $0.amount) })
    call.state.receipt = receipt
    call.state.shares = asked.map {
      SplitState.Share(person: $0.person, amount: $0.amount, status: .asked)
    }
    return pages.status(
      call.state,
      Notice(LocalizedText(ko: "친구에게 요청했습니다.", en: "The friends were asked."), .ok))
  }

  private func shares(_ input: Input, _ receipt: CallContext.Receipt) -> Shares? {
    switch input.mode {
    case .equal: .equal(receipt)
    case .items: .items(receipt)
    case .custom: .custom(receipt, input.amounts)
    }
  }

  private static let once = Notice(
    LocalizedText(ko: "이미 나눈 영수증입니다.", en: "This receipt was already split."))

  private static let nothing = Notice(
    LocalizedText(ko: "요청할 금액이 없습니다.", en: "There is nothing to ask for."), .warning)

  private static func tooMuch(_ receipt: CallContext.Receipt) -> Notice {
    let total = receipt.money(receipt.total)
    return Notice(
      LocalizedText(
        ko: "몫의 합이 \(total)보다 큽니다.", en: "The shares come to more than \(total)."), .warning)
  }
}

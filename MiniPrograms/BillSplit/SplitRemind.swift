import MiniProgramKit

/// Reminds a friend, once.
struct SplitRemind: Feature {
  struct Input: Codable {
    var person: Int
  }

  let name = "split.remind"
  let title = LocalizedText(ko: "다시 알리기", en: "Remind")
  let schema = Schema(
    .integer("person", "The friend's number", in: 1...1_000_000))
  let needsHost = true

  func run(_ input: Input, _ call: inout Call<SplitState>) throws -> Page {
    let receipt = try CallContext.Receipt(call)
    let pages = SplitPage(receipt: receipt)
    guard let share = call.state.shares.first(where: { $0.person.number == input.person }) else {
      throw Declined(ko: "그런 친구가 없습니다.", en: "There is no such friend.")
    }
    guard share.status == .asked else {
      return pages.status(
        call.state, Notice(LocalizedText(ko: "기다리는 몫이 아닙니다.", en: "Nothing is waited for.")))
    }
    guard !share.reminded else {
      return pages.status(
        call.state,
        Notice(LocalizedText(ko: "이미 알렸습니다.", en: "They were already reminded.")))
    }
    let amount = receipt.money(share.amount)
    call.notify(
      share.person.id, "share.reminder", key: receipt.handle,
      values: ["place": receipt.payee.json, "amount": .string(amount)])
    call.state.update(share.person.id) { $0.reminded = true }
    return pages.status(
      call.state, Notice(LocalizedText(ko: "알림을 보냈습니다.", en: "The reminder was sent."), .ok))
  }
}

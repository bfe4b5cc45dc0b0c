import MiniProgramKit

/// The pages of the split: a plan before the friends are asked, then who has paid.
struct SplitPage {
  static let title = LocalizedText(ko: "나눠 내기", en: "Split the bill")
  /// The query that draws the page again.
  static let refresh = PageAction("split.open")
  /// How the names of the inputs for custom amounts begin.
  static let amountPrefix = "share-"

  let receipt: CallContext.Receipt

  /// A way to split, ready to be asked for.
  func plan(_ mode: SplitMode, _ shares: Shares, _ notices: Notice...) -> Page {
    Page(Self.title, refresh: Self.refresh) {
      for notice in notices { notice }
      summary
      Section(mode.title) {
        if mode == .custom {
          for part in shares.parts { input(part) }
        } else {
          PageList(items: shares.parts.map(item))
          Facts([payer(shares.payerPart)])
        }
        askButton(mode, shares)
      }
      for other in SplitMode.allCases where other != mode {
        PageButton("mode-" + other.rawValue, other.title, call: other.feature)
      }
    }
  }

  private var summary: Facts {
    Facts([
      PageNode.Fact(LocalizedText(ko: "가게", en: "Shop"), receipt.payee),
      PageNode.Fact(
        LocalizedText(ko: "합계", en: "Total"), LocalizedText(receipt.money(receipt.total))),
      PageNode.Fact(
        LocalizedText(ko: "사람", en: "People"),
        LocalizedText(ko: "\(receipt.people.count)명", en: "\(receipt.people.count)")),
    ])
  }

  private func payer(_ amount: Int64) -> PageNode.Fact {
    PageNode.Fact(LocalizedText(ko: "내 몫", en: "Your part"), LocalizedText(receipt.money(amount)))
  }

  private func item(_ part: Shares.Part) -> PageList.Item {
    PageList.Item(
      id: "friend-\(part.person.number)", title: part.person.label,
      price: Money(part.amount, receipt.currency))
  }

  private func input(_ part: Shares.Part) -> PageInput {
    PageInput(
      id: Self.amountPrefix + String(part.person.number), label: part.person.label,
      kind: .number(range: 0...receipt.total, step: 1, value: min(part.amount, receipt.total)))
  }

  private func askButton(_ mode: SplitMode, _ shares: Shares) -> PageButton {
    let amount = receipt.money(shares.asked)
    let label =
      mode == .custom
      ? LocalizedText(ko: "요청하기", en: "Ask the friends")
      : LocalizedText(ko: "친구에게 \(amount) 요청", en: "Ask the friends for \(amount)")
    let isEmpty = mode != .custom && shares.asked < 1
    return PageButton(
      "ask", label, style: .primary, call: "split.ask", ["mode": .string(mode.rawValue)],
      disabled: isEmpty ? LocalizedText(ko: "요청할 금액이 없습니다", en: "nothing to ask for") : nil)
  }

  /// Nobody else sat there.
  var alone: Page {
    Page(Self.title, refresh: Self.refresh) {
      summary
      Notice(
        LocalizedText(ko: "함께한 사람이 없습니다.", en: "Nobody else was at the table."))
    }
  }

  /// Who has paid, who has not.
  func status(_ state: SplitState, _ notices: Notice...) -> Page {
    let asked = state.shares.reduce(0) { $0 &+ $1.amount }
    let paid = state.shares.reduce(0) { $0 &+ ($1.status == .paid ? $1.amount : 0) }
    return Page(Self.title, refresh: Self.refresh) {
      for notice in notices { notice }
      summary
      if asked > 0 {
        PageNode.progress(
          value: paid, total: asked,
          label: LocalizedText(
            ko: "\(receipt.money(asked)) 중 \(receipt.money(paid)) 받음",
            en: "\(receipt.money(paid)) of \(receipt.money(asked)) received"))
      }
      if paid == asked {
        Notice(LocalizedText(ko: "모두 냈습니다.", en: "Everybody has paid."), .ok)
      }
      Facts([payer(receipt.total &- asked)])
      PageList(items: state.shares.map(item))
    }
  }

  private func item(_ share: SplitState.Share) -> PageList.Item {
    let badge: LocalizedText =
      switch share.status {
      case .asked: LocalizedText(ko: "기다리는 중", en: "waiting")
      case .paid: LocalizedText(ko: "냄", en: "paid")
      case .closed: LocalizedText(ko: "내지 않음", en: "not paid")
      }
    let reminder =
      share.reminded
      ? LocalizedText(ko: "알림을 보냈습니다", en: "was reminded")
      : LocalizedText(ko: "누르면 한 번 알림", en: "choose to remind once")
    let isWaiting = share.status == .asked
    return PageList.Item(
      id: "friend-\(share.person.number)", title: share.person.label,
      subtitle: isWaiting ? reminder : nil, badge: badge,
      price: Money(share.amount, receipt.currency),
      action: isWaiting
        ? PageAction("split.remind", ["person": .integer(Int64(share.person.number))]) : nil)
  }
}

import Wire

/// The three answers of every screen of a deal, in words.
struct EscrowSentences {
  let machine: EscrowMachine
  let currency: Currency

  /// Where the money is, whose turn it is, what happens by itself and when.
  var all: [LocalizedText] { [money, turn, automatic] }

  private func won(_ amount: Int64) -> String { Money(amount, currency).formatted }

  private var money: LocalizedText {
    let purse = machine.purse
    switch machine.state {
    case .created:
      return LocalizedText(ko: "아직 결제하지 않았습니다.", en: "Nothing is paid yet.")
    case .expired, .cancelled:
      return LocalizedText(ko: "결제된 돈이 없습니다.", en: "Nothing was paid.")
    case .refunded:
      return LocalizedText(
        ko: "\(won(purse.buyer)) 모두 구매자에게 돌아갔습니다.",
        en: "All \(won(purse.buyer)) went back to the buyer.")
    case .settled where purse.buyer > 0:
      return LocalizedText(
        ko: "판매자 \(won(purse.seller)), 구매자 \(won(purse.buyer)), 수수료 \(won(purse.fee)).",
        en: "Seller \(won(purse.seller)), buyer \(won(purse.buyer)), fee \(won(purse.fee)).")
    case .settled:
      return LocalizedText(
        ko: "판매자가 \(won(purse.seller))을 받았습니다(수수료 \(won(purse.fee))).",
        en: "The seller was paid \(won(purse.seller)) (fee \(won(purse.fee))).")
    default:
      return LocalizedText(
        ko: "\(won(purse.escrow))이 안전거래 계좌에 있습니다.",
        en: "\(won(purse.escrow)) lies in the deal's own account.")
    }
  }

  private var turn: LocalizedText {
    switch machine.state {
    case .created: LocalizedText(ko: "구매자가 결제할 차례입니다.", en: "The buyer's turn: pay.")
    case .funded: LocalizedText(ko: "판매자가 보낼 차례입니다.", en: "The seller's turn: ship.")
    case .shipping(let auto), .delivered(let auto): look(auto)
    case .rejected:
      LocalizedText(
        ko: "판매자가 반품을 받을지 정할 차례입니다.",
        en: "The seller's turn: take it back, or dispute.")
    case .returning(let auto): sendBack(auto)
    case .disputed:
      LocalizedText(ko: "운영자가 정할 차례입니다.", en: "The operator's turn: decide.")
    case .confirmed, .refunding:
      LocalizedText(
        ko: "안전거래 제공자의 답을 기다립니다.", en: "The escrow provider's turn: conclude.")
    case .settled, .refunded, .expired, .cancelled:
      LocalizedText(ko: "끝난 거래입니다.", en: "The deal is over.")
    }
  }

  private func look(_ auto: AutoConfirm) -> LocalizedText {
    switch auto.suspension {
    case nil:
      LocalizedText(
        ko: "구매자가 받은 물건을 볼 차례입니다.", en: "The buyer's turn: confirm or reject.")
    case .onTheWay:
      LocalizedText(ko: "배송 중입니다.", en: "The carrier's turn: deliver.")
    case .trackingPredatesOrder:
      LocalizedText(
        ko: "송장이 결제보다 먼저 움직였습니다. 판매자가 고칠 차례입니다.",
        en: "The parcel moved before the payment. The seller's turn: correct its number.")
    case .lost:
      LocalizedText(
        ko: "배송 중 분실되었습니다. 판매자가 나설 차례입니다.",
        en: "The carrier lost it. The seller's turn: send another or dispute.")
    case .noTracking, .disputeOpen, .notSentBack:
      LocalizedText(
        ko: "배송 기록이 없습니다. 판매자가 보낼 차례입니다.",
        en: "Nobody has seen the parcel. The seller's turn: hand it to the carrier.")
    }
  }

  private func sendBack(_ auto: AutoConfirm) -> LocalizedText {
    switch auto.suspension {
    case nil:
      LocalizedText(
        ko: "판매자가 반품을 확인할 차례입니다.", en: "The seller's turn: say that it came back.")
    case .onTheWay:
      LocalizedText(ko: "반품 배송 중입니다.", en: "The carrier's turn: bring it back.")
    default:
      LocalizedText(
        ko: "구매자가 물건을 돌려보낼 차례입니다.", en: "The buyer's turn: send it back.")
    }
  }

  private var automatic: LocalizedText {
    guard let next = machine.automatic else {
      return machine.state.status.isOver
        ? LocalizedText(ko: "더 바뀌지 않습니다.", en: "Nothing changes any more.")
        : LocalizedText(ko: "저절로 바뀌지 않습니다.", en: "Nothing happens by itself.")
    }
    let at = next.at.iso8601
    switch next.status {
    case .expired:
      return LocalizedText(
        ko: "\(at)까지 결제하지 않으면 예약이 풀립니다.",
        en: "If nobody pays by \(at), the reservation ends.")
    case .refunding:
      return LocalizedText(
        ko: "\(at)까지 아무 일이 없으면 구매자에게 환불됩니다.",
        en: "If nobody acts by \(at), the buyer gets everything back.")
    case .confirmed:
      return LocalizedText(
        ko: "\(at)까지 아무 말이 없으면 판매자에게 지급됩니다.",
        en: "If nobody acts by \(at), the seller is paid.")
    default:
      return LocalizedText(
        ko: "\(at)까지 아무 일이 없으면 운영자에게 넘어갑니다.",
        en: "If nobody acts by \(at), the operator decides.")
    }
  }
}

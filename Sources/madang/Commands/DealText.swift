import Wire

/// Deals as lines for people: facts with a name, then the three answers.
enum DealText {
  /// Prints what most commands about a deal answer.
  static func print(_ answer: DealReply, in invocation: Invocation) {
    invocation.output.answer(
      JSON(encoding: answer), lines: lines(answer.deal, invocation.language))
  }

  /// A deal's screen.
  static func lines(_ deal: DealView, _ language: Language) -> [String] {
    let pick = { (korean: String, english: String) in
      Words.pick(language, ko: korean, en: english)
    }
    var lines = [
      line(deal, language),
      pick("판매자", "Seller") + "\t" + deal.seller.text,
      pick("구매자", "Buyer") + "\t" + deal.buyer.text,
    ]
    lines += zip(
      [pick("돈", "Money"), pick("차례", "Turn"), pick("저절로", "By itself")], deal.sentences
    ).map { name, sentence in name + "\t" + sentence.text(in: language) }
    if let reason = deal.reason { lines.append(pick("이유", "Reason") + "\t" + reason) }
    lines += deal.deliveries.map { parcel in
      [
        pick("배송", "Parcel") + " \(parcel.number)", parcel.kind.rawValue, parcel.status.rawValue,
        parcel.carrier, parcel.tracking ?? "-",
      ].joined(separator: "\t")
    }
    if !deal.actions.isEmpty {
      lines.append(pick("할 수 있는 일", "You may") + "\t" + deal.actions.joined(separator: ", "))
    }
    return lines
  }

  /// A deal in a list.
  static func line(_ deal: DealView, _ language: Language) -> String {
    [
      deal.deal.text, word(deal.status, language), deal.price.formatted,
      deal.title.text(in: language),
    ].joined(separator: "\t")
  }

  /// An item in a list.
  static func line(_ item: ItemView, _ language: Language) -> String {
    [
      item.item.text, item.price.formatted, "\(item.available)/\(item.quantity)",
      item.title.text(in: language),
    ].joined(separator: "\t")
  }

  /// A line of a deal's history.
  static func line(_ step: DealStep, _ language: Language) -> String {
    [step.at.iso8601, step.by.rawValue, step.what, word(step.status, language)]
      .joined(separator: "\t")
  }

  /// A deal that the provider sees differently.
  static func line(_ report: DriftReport) -> String {
    [
      report.deal.text, report.kind.rawValue, report.ours.rawValue, report.theirs ?? "-",
      report.steps.joined(separator: ","),
    ].joined(separator: "\t")
  }

  /// A status in a person's words.
  static func word(_ status: DealView.Status, _ language: Language) -> String {
    let words: (String, String) =
      switch status {
      case .created: ("결제 전", "not paid")
      case .funded: ("결제됨", "paid in")
      case .shipping: ("배송 중", "shipping")
      case .delivered: ("도착", "delivered")
      case .confirmed: ("구매 확정", "confirmed")
      case .settled: ("정산 완료", "settled")
      case .rejected: ("수령 거절", "rejected")
      case .returning: ("반품 중", "returning")
      case .disputed: ("분쟁 중", "disputed")
      case .refunding: ("환불 중", "refunding")
      case .refunded: ("환불 완료", "refunded")
      case .expired: ("기한 지남", "expired")
      case .cancelled: ("취소됨", "cancelled")
      }
    return Words.pick(language, ko: words.0, en: words.1)
  }
}

import MiniProgramKit

extension CallContext.Receipt {
  /// Everybody but the payer.
  var friends: [CallContext.Person] { people.filter { $0.id != payer } }

  /// The payer's number at the table.
  var payerNumber: Int? { people.first { $0.id == payer }?.number }

  /// What the lines that fit come to, minor units; a line beyond all bounds counts as nothing.
  func amount(where fits: (BillView.Line) -> Bool) -> Int64 {
    lines.filter(fits).reduce(0) { sum, line in
      let (amount, overflow) = line.unitAmount.multipliedReportingOverflow(by: line.quantity)
      let isBounded = !overflow && amount.magnitude <= UInt64(Money.largestAmount)
      return isBounded ? sum + amount : sum
    }
  }

  /// An amount of the receipt's currency for people.
  func money(_ amount: Int64) -> String { Money(amount, currency).formatted }

  /// The receipt a call was opened with; every number in it is within bounds.
  init(_ call: Call<SplitState>) throws {
    guard let receipt = call.context.entry?.receipt ?? call.state.receipt else {
      throw Declined(ko: "영수증에서 열어 주세요.", en: "Open this from a receipt.")
    }
    guard (0...Money.largestAmount).contains(receipt.total),
      receipt.people.count <= CallContext.peopleLimit,
      receipt.lines.count <= BillEffect.lineLimit
    else { throw Declined(ko: "읽을 수 없는 영수증입니다.", en: "That receipt cannot be read.") }
    self = receipt
  }
}

extension CallContext.Person {
  /// What people call them.
  var label: LocalizedText {
    if let name, !name.isEmpty { return LocalizedText(name) }
    return LocalizedText(ko: "\(number)번", en: "Guest \(number)")
  }
}

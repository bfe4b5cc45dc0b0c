import Wire

extension ScreenBlocks {
  /// Hexadecimal digits of the ledger's head that a receipt prints.
  private static let headDigits = 16

  func homeBlocks(_ home: Place.Home) -> [Block] {
    var blocks: [Block] = []
    if let available = home.available {
      blocks.append(.host(.amount(word("쓸 수 있는 돈", "Available"), available, isStrong: true)))
    }
    guard !home.sessions.isEmpty else {
      return blocks + [
        .host(
          .text(
            word("테이블이나 계산대의 코드를 스캔하세요.", "Scan the code on a table or at a till."),
            .quiet))
      ]
    }
    blocks.append(.host(.text(word("열린 자리", "Open visits"), .heading)))
    return blocks
      + screen.choices.compactMap { choice in
        guard case .host(.visit) = choice.deed else { return nil }
        return .host(.item(row(choice, kind: .normal)))
      }
  }

  /// The pay sheet: every number is the daemon's.
  func sheetBlocks(_ sheet: PaySheet) -> [Block] {
    let currency = sheet.bill.total.currency
    return billBlocks(sheet.bill, showsStatus: false) + [
      .host(.rule),
      .host(.amount(word("잔액", "Balance"), Money(sheet.balance, currency), isStrong: false)),
      .host(
        .amount(
          word("결제 후 잔액", "Balance after"), Money(sheet.balanceAfter, currency),
          isStrong: false)),
    ] + proofBlocks(needsPIN: sheet.needsPin == true)
  }

  /// What tells a real sheet from a drawn one, and where the PIN goes.
  func proofBlocks(needsPIN: Bool) -> [Block] {
    var blocks: [Block] = []
    if let word = screen.sealWord {
      blocks.append(.host(.secret(self.word("나만의 말", "Your own word"), word)))
    }
    if needsPIN {
      blocks.append(
        .host(
          .field(
            Block.FieldRow(
              id: "pin", key: nil, label: "PIN",
              value: String(repeating: "*", count: screen.pinLength), isRequired: true,
              isFocused: true))))
    }
    return blocks
  }

  func receiptBlocks(_ receipt: Receipt) -> [Block] {
    var blocks = billBlocks(receipt.bill)
    if let balance = receipt.balance {
      blocks.append(
        .host(
          .amount(
            word("남은 잔액", "Balance"), Money(balance, receipt.bill.total.currency),
            isStrong: false)))
    }
    if let transfer = receipt.bill.transfer {
      blocks.append(.host(.fact(word("거래", "Transfer"), transfer.text)))
    }
    if let head = receipt.head {
      blocks.append(
        .host(.fact(word("원장 확인값", "Ledger"), String(head.prefix(Self.headDigits)))))
    }
    return blocks
  }

  /// A bill or receipt from the daemon's facts.
  func billBlocks(_ bill: BillView, showsStatus: Bool = true) -> [Block] {
    var blocks: [Block] = [
      .host(
        .text(
          [text(bill.payee), bill.place.map { text($0).onOneLine }].compactMap { $0 }.joined(
            separator: " · "),
          .strong))
    ]
    blocks += bill.lines.map { line in
      .host(
        .line(
          Block.BillRow(
            id: line.id, title: text(line.title), quantity: line.quantity,
            amount: Money(
              line.unitAmount.multipliedReportingOverflow(by: line.quantity).partialValue,
              bill.total.currency), owner: line.owner)))
    }
    blocks.append(.host(.amount(word("합계", "Total"), bill.total, isStrong: true)))
    if bill.refunded > 0 {
      blocks.append(
        .host(
          .amount(
            word("환불", "Refunded"), Money(bill.refunded, bill.total.currency), isStrong: false)))
    }
    if showsStatus { blocks += statusBlocks(bill) }
    return blocks
  }

  private func statusBlocks(_ bill: BillView) -> [Block] {
    let status: String =
      switch bill.status {
      case .open: word("결제 전", "Not paid")
      case .paid: word("결제됨", "Paid")
      case .expired: word("기한 지남", "Expired")
      case .cancelled: word("취소됨", "Cancelled")
      case .refunded: word("환불됨", "Refunded")
      case .held: word("금액만 잡아 둠", "Set aside")
      case .released: word("결제 없이 풀림", "Released, not charged")
      }
    var blocks: [Block] = [.host(.fact(word("상태", "Status"), status))]
    switch bill.delivery {
    case .none, .confirmed: break
    case .pending:
      blocks.append(.host(.fact(word("가게", "Shop"), word("확인 중", "being told"))))
    case .overdue:
      blocks.append(
        .host(.fact(word("가게", "Shop"), word("확인하지 않음", "has not confirmed"))))
    }
    if let paid = bill.paidAt { blocks.append(.host(.fact(word("시각", "Time"), paid.iso8601))) }
    return blocks
  }

  func inboxBlocks(_ messages: [InboxMessage]) -> [Block] {
    if messages.isEmpty {
      return [.host(.text(word("소식이 없습니다.", "There are no messages."), .quiet))]
    }
    return messages.flatMap { message -> [Block] in
      let text = "\(text(message.from)): \(text(message.text))"
      let choice = message.bill.flatMap { screen.choice("bill:\($0)") }
      let line: Block =
        choice.map { choice in
          var row = row(choice, kind: .normal)
          row.title = text
          return .host(.item(row))
        } ?? .host(.text(text, message.unread ? .strong : .body))
      return [line, .host(.text(message.at.iso8601, .quiet))]
    }
  }

  func orderBlocks(_ bills: [BillView]) -> [Block] {
    if bills.isEmpty {
      return [.host(.text(word("주문이 없습니다.", "There are no orders."), .quiet))]
    }
    return bills.map { bill in
      let choice = screen.choice("bill:\(bill.bill)")
      return .host(
        .item(
          Block.ItemRow(
            kind: .normal, id: "bill:\(bill.bill)", key: choice?.key, title: text(bill.payee),
            detail: [
              bill.place.map { text($0).onOneLine }, bill.lines.first.map { text($0.title) },
            ]
            .compactMap { $0 }.joined(separator: " · "), badge: bill.status.rawValue,
            amount: bill.total, quantity: nil, disabled: nil)))
    }
  }

  func walletBlocks(_ wallet: Place.Wallet) -> [Block] {
    let currency = wallet.balance.currency
    return [
      .host(.amount(word("쓸 수 있는 돈", "Available"), wallet.balance, isStrong: true)),
      .host(.amount(word("묶인 돈", "Held"), Money(wallet.held, currency), isStrong: false)),
      .host(
        .amount(
          word("한 번 결제 한도", "Limit of one payment"), Money(wallet.paymentLimit, currency),
          isStrong: false)),
      .host(
        .amount(
          word("보유 한도", "Limit of the wallet"), Money(wallet.balanceLimit, currency),
          isStrong: false)),
    ]
      + (wallet.pending.map { amount in
        [
          .host(
            .amount(
              word("은행 확인 중", "Pending at the bank"), Money(amount, currency), isStrong: false))
        ]
      } ?? []) + [.host(.blank)]
      + wallet.entries.map { entry in
        .host(
          .amount(
            [entry.kind.onOneLine, entry.with.map(text)].compactMap { $0 }.joined(separator: " · "),
            Money(entry.amount, currency), isStrong: false))
      }
  }
}

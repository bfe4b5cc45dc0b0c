import Wire

extension ScreenBlocks {
  /// What stands above a code that waits for the person's word.
  func codeTitle(_ code: CodeView) -> String {
    switch code.purpose {
    case .login: word("새 기기", "A new device")
    case .pay: word("계산대 결제", "Payment at a till")
    case .invite, .program: word("코드", "A code")
    }
  }

  /// The daemon's facts about a code.
  func codeBlocks(_ request: CodeRequest) -> [Block] {
    let code = request.code
    var blocks: [Block] = []
    if let device = code.device {
      blocks.append(.host(.fact(word("기기", "Device"), device.onOneLine)))
    }
    if let payee = code.payee { blocks.append(.host(.text(text(payee), .strong))) }
    if let amount = code.amount {
      blocks.append(.host(.amount(word("금액", "Amount"), amount, isStrong: true)))
    }
    blocks.append(.host(.fact(word("상태", "Status"), status(code.status))))
    if code.purpose == .login, code.status == .scanned {
      blocks.append(
        .host(
          .text(
            word(
              "직접 켠 기기가 아니면 확인하지 마세요.",
              "Do not confirm unless you started this device yourself."), .strong)))
    }
    return blocks + proofBlocks(needsPIN: request.needsPIN)
  }

  private func status(_ status: CodeView.Status) -> String {
    switch status {
    case .created: word("스캔 전", "not scanned")
    case .scanned: word("확인을 기다림", "waits for your word")
    case .confirmed: word("확인됨", "confirmed")
    case .consumed: word("끝남", "done")
    case .cancelled: word("취소됨", "cancelled")
    case .expired: word("기한 지남", "expired")
    }
  }
}

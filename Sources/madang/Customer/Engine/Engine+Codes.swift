import Wire

extension Engine {
  /// Says yes to a code: to a new device, or to what a till asks for, with the amount on the
  /// screen.
  func confirm(_ code: CodeView, pin: String? = nil) throws(ShellFailure) {
    do {
      let done = try link.call(
        QRConfirmMethod.self,
        .init(key: newKey(), code: code.code, amount: code.amount?.amount, pin: pin))
      place = .code(CodeRequest(code: done))
      if done.purpose == .pay { isPaid = true }
    } catch {
      if case .refused(let refusal) = error, refusal.code == AuthorizationError.pinRequired {
        // The same screen asks for it: limits and risk rules are the daemon's.
        place = .code(CodeRequest(code: code, needsPIN: true))
      }
      throw error
    }
  }

  /// Says no: what a till asks for is not paid, a new device stays what it is.
  func decline(_ code: CodeView) throws(ShellFailure) {
    let done = try link.call(QRCancelMethod.self, .init(key: newKey(), code: code.code))
    place = .code(CodeRequest(code: done))
  }

  /// A code of this person changed: what a till asks for is shown at once.
  func codeChanged(_ params: JSONObject) -> Bool {
    guard let json = params["code"] else { return false }
    let code: CodeView
    do { code = try json.decode(CodeView.self) } catch { return false }
    if case .code(let shown) = place, shown.code.code == code.code {
      let needsPIN = shown.needsPIN && code.status == .scanned
      place = .code(CodeRequest(code: code, needsPIN: needsPIN))
      return true
    }
    guard code.purpose == .pay, code.status == .scanned, code.amount != nil else { return false }
    push(.code(CodeRequest(code: code)))
    return true
  }
}

extension Place {
  /// What can be done with a code that waits for this person's word.
  static func choices(_ code: CodeView) -> [Choice] {
    guard code.status == .scanned else { return [back] }
    let yes =
      code.purpose == .pay
      ? LocalizedText(ko: "결제하기", en: "Pay") : LocalizedText(ko: "내 기기입니다", en: "It is my device")
    return [host("confirm", yes, .confirm(code), .character("y")), back]
  }
}

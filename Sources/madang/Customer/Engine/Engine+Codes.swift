import Wire

extension Engine {
  /// Says yes to a code: to a new device, or to what a till asks for, with the amount on the
  /// screen.
  func confirm(_ code: CodeView) throws(ShellFailure) {
    let done = try link.call(
      QRConfirmMethod.self,
      .init(key: newKey(), code: code.code, amount: code.amount?.amount))
    place = .code(done)
    if done.purpose == .pay { isPaid = true }
  }

  /// A code of this person changed: what a till asks for is shown at once.
  func codeChanged(_ params: JSONObject) -> Bool {
    guard let json = params["code"] else { return false }
    let code: CodeView
    do { code = try json.decode(CodeView.self) } catch { return false }
    if case .code(let shown) = place, shown.code == code.code {
      place = .code(code)
      return true
    }
    guard code.purpose == .pay, code.status == .scanned, code.amount != nil else { return false }
    push(.code(code))
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

import JSONRPC
import Wire

extension Engine {
  /// Takes what the daemon has told by itself without waiting; true where the screen changed.
  @discardableResult
  func drain() -> Bool {
    var changed = false
    while let notification = link.notification(timeoutMilliseconds: 0) {
      changed = absorb(notification) || changed
    }
    return changed
  }

  /// Waits for one notification; false where none came.
  func awaitNotification(timeoutMilliseconds: Int) -> Bool {
    guard let notification = link.notification(timeoutMilliseconds: timeoutMilliseconds) else {
      return false
    }
    _ = absorb(notification)
    return true
  }

  /// Notes one notification; true where it concerns what is shown.
  func absorb(_ notification: RPCClient.Notification) -> Bool {
    events.append(notification)
    if events.count > Self.eventLimit { events.removeFirst() }
    switch notification.method {
    case ServerNotification.sessionChanged: return sessionChanged(notification.params)
    case ServerNotification.inboxArrived: return inboxArrived(notification.params)
    case ServerNotification.billChanged: return billChanged(notification.params)
    case ServerNotification.codeChanged: return codeChanged(notification.params)
    case ServerNotification.dealChanged: return dealChanged(notification.params)
    case ServerNotification.sessionProgress: return progressed(notification.params)
    case ServerNotification.sessionAsked: return questionArrived(notification.params)
    default: return false
    }
  }

  /// Takes the oldest event that fits out of the queue; others stay for other waits.
  func takeEvent(
    where fits: (RPCClient.Notification) -> Bool
  ) -> RPCClient.Notification? {
    guard let index = events.firstIndex(where: fits) else { return nil }
    return events.remove(at: index)
  }

  /// Draws the page anew where others changed it; a failure is said, never thrown.
  func refreshIfStale() {
    guard case .visit(let visit) = place, visit.isStale else { return }
    do {
      try refresh()
    } catch {
      say(.warning, error.lines(in: language))
    }
  }

  private func sessionChanged(_ params: JSONObject) -> Bool {
    guard let session = params["session"]?.string else { return false }
    let id = SessionID(session)
    updateVisit(id) { visit in
      visit.newestRev = max(visit.newestRev, params["rev"]?.integer ?? visit.rev + 1)
      visit.people = params["people"]?.integer.map(Int.init) ?? visit.people
      visit.ended = params["ended"]?.bool ?? visit.ended
    }
    tellKilled(params["killed"])
    guard case .visit(let visit) = place else { return false }
    return visit.session == id
  }

  /// The app was switched off, or on again, while somebody looks at it.
  private func tellKilled(_ killed: JSON?) {
    switch killed {
    case .string(let reason)?:
      let refusal = Refusal(AppError.killed, ["reason": .string(reason)])
      say(.error, [refusal.message(in: language), refusal.fix(in: language)])
    case .bool(false)?:
      say(
        .info, [Words.pick(language, ko: "앱을 다시 쓸 수 있습니다.", en: "The app is on again.")])
    default: break
    }
  }

  /// A message came: whichever of the person's devices takes it first shows it.
  private func inboxArrived(_ params: JSONObject) -> Bool {
    guard let name = params["message"]?["message"]?.string else { return false }
    return announce([MessageID(name)])
  }

  /// Takes messages to show them here, those named or all that no device has shown; true where
  /// there were any. One that cannot be taken now stays unread and is taken later.
  @discardableResult
  func announce(_ messages: [MessageID]?) -> Bool {
    let taken: [InboxMessage]
    do {
      taken = try link.call(InboxClaimMethod.self, .init(key: newKey(), messages: messages)).show
    } catch { return false }
    for message in taken {
      unread += 1
      say(.info, ["\(message.from.text(in: language)): \(message.text.text(in: language))"])
    }
    return !taken.isEmpty
  }

  /// A program is still at work: said once, with the newest word.
  private func progressed(_ params: JSONObject) -> Bool {
    let word = Words.pick(language, ko: "처리하고 있습니다 …", en: "Working …")
    let message = params["message"]?.string.map { " " + $0 } ?? ""
    notices.removeAll { $0.lines.first?.hasPrefix(word) == true }
    say(.info, [word + message])
    return true
  }

  /// A program asks something for a call of this person's agent.
  private func questionArrived(_ params: JSONObject) -> Bool {
    guard let json = params["question"] else { return false }
    do { ask(try json.decode(QuestionView.self)) } catch { return false }
    return true
  }

  private func billChanged(_ params: JSONObject) -> Bool {
    guard let json = params["bill"] else { return false }
    let bill: BillView
    do { bill = try json.decode(BillView.self) } catch { return false }
    var changed = false
    for index in places.indices {
      switch places[index] {
      case .receipt(var receipt) where receipt.bill.bill == bill.bill:
        receipt.bill = bill
        places[index] = .receipt(receipt)
        changed = true
      default: break
      }
    }
    if case .sheet(let request) = place, request.sheet.bill.bill == bill.bill, bill.status != .open
    {
      dropSheet()
      say(
        .warning,
        [
          Words.pick(
            language, ko: "이 청구서는 더 이상 낼 수 없습니다: \(bill.status.rawValue)",
            en: "This bill can no longer be paid: \(bill.status.rawValue).")
        ])
      changed = true
    }
    return changed
  }
}

import Wire

/// Reports of the operator's commands as lines of `name<TAB>value`.
enum StatusText {
  /// How a daemon is doing.
  static func text(_ status: DaemonStatus, _ language: Language) -> String {
    lines(
      [
        (LocalizedText(ko: "데몬", en: "daemon"), status.daemon),
        (LocalizedText(ko: "프로세스", en: "process"), String(status.pid)),
        (LocalizedText(ko: "버전", en: "version"), status.version),
        (
          LocalizedText(ko: "시각", en: "time"),
          status.now.iso8601 + (status.virtualClock ? " (virtual)" : "")
        ),
        (LocalizedText(ko: "앱", en: "apps"), String(status.apps)),
        (LocalizedText(ko: "세션", en: "sessions"), String(status.sessions)),
        (LocalizedText(ko: "보낼 사건", en: "events waiting"), String(status.outbox)),
        (LocalizedText(ko: "도는 프로그램", en: "programs running"), String(status.processes)),
        (LocalizedText(ko: "사람", en: "people"), String(status.people)),
        (LocalizedText(ko: "격리", en: "sandbox"), status.sandbox.joined(separator: " ")),
        (LocalizedText(ko: "메모리", en: "memory"), "\(status.rssKiB) KiB"),
      ]
        + (status.layers ?? []).filter { !$0.active }.map { layer in
          (LocalizedText(ko: "격리 없음", en: "sandbox lacks"), "\(layer.name): \(layer.note)")
        }, language)
  }

  /// What recomputing the ledger found.
  static func text(_ report: AuditReport, _ language: Language) -> String {
    var rows: [(LocalizedText, String)] = [
      (LocalizedText(ko: "결과", en: "result"), report.ok ? "ok" : "BAD"),
      (LocalizedText(ko: "계좌", en: "accounts"), String(report.accounts)),
      (LocalizedText(ko: "거래", en: "transfers"), String(report.transfers)),
      (LocalizedText(ko: "분개", en: "postings"), String(report.postings)),
    ]
    for (currency, sum) in report.sums.sorted(by: { $0.key < $1.key }) {
      rows.append((LocalizedText(ko: "합계 \(currency)", en: "sum \(currency)"), String(sum)))
    }
    rows.append((LocalizedText(ko: "마지막 해시", en: "head"), report.head))
    if let firstBad = report.firstBad {
      rows.append((LocalizedText(ko: "첫 불일치", en: "first bad row"), String(firstBad)))
    }
    if let reason = report.reason { rows.append((LocalizedText(ko: "이유", en: "reason"), reason)) }
    return lines(rows, language)
  }

  private static func lines(_ rows: [(LocalizedText, String)], _ language: Language) -> String {
    rows.map { "\($0.text(in: language))\t\($1)\n" }.joined()
  }
}

import Wire

/// Help of the commands about programs.
extension HelpText {
  static let quarantine = LocalizedText(
    ko: """
      사용법: madangd quarantine [list | release APP [VERSION]] [--home DIR] [--json]

      거듭 멈춰 격리되었거나 쉬고 있는 프로그램과 꺼 둔 호출을 봅니다. release는 다시
      쓸 수 있게 합니다.
      예: madangd quarantine release kr.co.noodlehouse.table

      """,
    en: """
      Usage: madangd quarantine [list | release APP [VERSION]] [--home DIR] [--json]

      Lists programs that crashed too often and wait, and calls that are switched off. release
      lets them run again.
      Example: madangd quarantine release kr.co.noodlehouse.table

      """)

  static let kill = LocalizedText(
    ko: """
      사용법: madangd kill APP REASON [--home DIR] [--json]

      앱을 바로 끕니다. 열린 세션, 청구서와 사건은 남아 restore를 기다립니다.
      예: madangd kill kr.co.noodlehouse.table "값이 잘못되었습니다"

      """,
    en: """
      Usage: madangd kill APP REASON [--home DIR] [--json]

      Switches an app off at once. Its sessions, bills and events wait for restore.
      Example: madangd kill kr.co.noodlehouse.table "Wrong prices"

      """)

  static let restore = LocalizedText(
    ko: """
      사용법: madangd restore APP [--home DIR] [--json]

      꺼 둔 앱을 다시 켭니다.
      예: madangd restore kr.co.noodlehouse.table

      """,
    en: """
      Usage: madangd restore APP [--home DIR] [--json]

      Switches an app on again.
      Example: madangd restore kr.co.noodlehouse.table

      """)

  static let suspend = LocalizedText(
    ko: """
      사용법: madangd suspend MERCHANT REASON [--home DIR] [--json]

      가맹점의 모든 앱을 바로 끄고 새 버전을 받지 않습니다. 세션, 청구서와 사건은 남아
      reinstate를 기다립니다.
      예: madangd suspend noodlehouse "신고를 확인하고 있습니다"

      """,
    en: """
      Usage: madangd suspend MERCHANT REASON [--home DIR] [--json]

      Switches all apps of a merchant off at once and takes no new version of any. Sessions,
      bills and events wait for reinstate.
      Example: madangd suspend noodlehouse "A report is being looked into"

      """)

  static let reinstate = LocalizedText(
    ko: """
      사용법: madangd reinstate MERCHANT [--home DIR] [--json]

      가맹점의 정지를 풉니다. 따로 꺼 둔 앱은 꺼진 채 남습니다.
      예: madangd reinstate noodlehouse

      """,
    en: """
      Usage: madangd reinstate MERCHANT [--home DIR] [--json]

      Ends the suspension of a merchant. An app that was switched off for itself stays off.
      Example: madangd reinstate noodlehouse

      """)

  static let metrics = LocalizedText(
    ko: """
      사용법: madangd metrics [--home DIR] [--json]

      데몬의 지표를 Prometheus 텍스트 형식으로 봅니다.
      예: madangd metrics > /var/lib/node_exporter/madang.prom

      """,
    en: """
      Usage: madangd metrics [--home DIR] [--json]

      Prints the daemon's metrics in Prometheus' text format.
      Example: madangd metrics > /var/lib/node_exporter/madang.prom

      """)
}

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

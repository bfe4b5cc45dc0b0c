import Wire

/// What `help` prints.
enum HelpText {
  /// The help of the program or of one command.
  static func text(_ verb: Command.Verb?) -> LocalizedText {
    switch verb {
    case nil: whole
    case .serve: serve
    case .status: status
    case .audit: audit
    case .stop: stop
    case .keys: keys
    case .batch: batch
    case .quarantine: quarantine
    case .kill: kill
    case .restore: restore
    case .suspend: suspend
    case .reinstate: reinstate
    case .metrics: metrics
    }
  }

  private static let whole = LocalizedText(
    ko: """
      madangd — 마당 데몬: 미니 프로그램을 돌리고 돈을 맡습니다.

      사용법
        madangd serve  --home DIR   서비스를 시작합니다
        madangd status --home DIR   데몬의 상태를 봅니다
        madangd audit  --home DIR   원장을 처음부터 다시 계산합니다
        madangd stop   --home DIR   하던 일을 마치고 멈춥니다
        madangd keys rotate         개인 정보의 열쇠를 새로 만듭니다
        madangd batch list          정산 같은 배치를 봅니다
        madangd quarantine          멈춘 프로그램을 보고 다시 쓰게 합니다
        madangd kill APP REASON     앱을 바로 끕니다
        madangd restore APP         앱을 다시 켭니다
        madangd suspend MERCHANT REASON   가맹점을 정지합니다
        madangd reinstate MERCHANT  정지를 풉니다
        madangd metrics             지표를 Prometheus 형식으로 봅니다
        madangd help [명령]         도움말
        madangd --version           버전

      DIR의 기본값: MADANG_HOME, $XDG_STATE_HOME/madang, ~/.local/state/madang

      """,
    en: """
      madangd - the Madang daemon: runs mini-programs and keeps the money.

      Usage
        madangd serve  --home DIR   serve until told to stop
        madangd status --home DIR   how the daemon is doing
        madangd audit  --home DIR   recompute the ledger from its log
        madangd stop   --home DIR   finish what is under way and stop
        madangd keys rotate         make a new key for personal data
        madangd batch list          batches such as settlement
        madangd quarantine          programs that crashed; let them run again
        madangd kill APP REASON     switch an app off at once
        madangd restore APP         switch an app on again
        madangd suspend MERCHANT REASON   switch all apps of a merchant off
        madangd reinstate MERCHANT  end the suspension of a merchant
        madangd metrics             metrics as Prometheus reads them
        madangd help [COMMAND]      help
        madangd --version           version

      DIR by default: MADANG_HOME, $XDG_STATE_HOME/madang, ~/.local/state/madang

      """)

  private static let serve = LocalizedText(
    ko: """
      사용법: madangd serve [--home DIR] [--virtual-clock] [--test-tokens] [--ready-fd N]
                            [--log text|json]

        --home DIR        데이터 위치; 없으면 만듭니다
        --log text|json   로그의 줄 형식
        --virtual-clock   시험용: 시각이 admin.clock으로만 움직입니다
        --test-tokens     시험용: 기기 키 대신 토큰을 받습니다
        --ready-fd N      준비되면 N번 기술자에 "ready"를 씁니다

      예: madangd serve --home /tmp/m1

      """,
    en: """
      Usage: madangd serve [--home DIR] [--virtual-clock] [--test-tokens] [--ready-fd N]
                            [--log text|json]

        --log text|json   how the log writes its lines
        --home DIR        where the data is; made where it is missing
        --virtual-clock   for tests: time moves by admin.clock only
        --test-tokens     for tests: hello takes tokens instead of device keys
        --ready-fd N      writes "ready" to descriptor N once requests are served

      Example: madangd serve --home /tmp/m1

      """)

  private static let status = LocalizedText(
    ko: """
      사용법: madangd status [--home DIR] [--json]

      데몬이 답하면 0, 답이 없으면 69로 끝납니다.
      예: madangd status --home /tmp/m1 --json

      """,
    en: """
      Usage: madangd status [--home DIR] [--json]

      Ends with 0 where a daemon answers, with 69 where none does.
      Example: madangd status --home /tmp/m1 --json

      """)

  private static let audit = LocalizedText(
    ko: """
      사용법: madangd audit [--home DIR] [--json]

      데몬이 돌고 있으면 데몬에게 묻고, 아니면 파일을 읽기 전용으로 엽니다.
      모두 맞으면 0, 어긋나면 65로 끝납니다.
      예: madangd audit --home /tmp/m1

      """,
    en: """
      Usage: madangd audit [--home DIR] [--json]

      Asks the daemon where one runs, else opens the file for reading only.
      Ends with 0 where everything agrees, with 65 where it does not.
      Example: madangd audit --home /tmp/m1

      """)

  private static let keys = LocalizedText(
    ko: """
      사용법: madangd keys rotate [--home DIR] [--json]

      돌고 있는 데몬이 개인 정보의 새 열쇠를 만들고 모두를 그 아래로 옮깁니다.
      그동안에도 서비스는 멈추지 않고, 옛 열쇠 파일은 지우지 않습니다.
      예: madangd keys rotate --home /tmp/m1

      """,
    en: """
      Usage: madangd keys rotate [--home DIR] [--json]

      The running daemon makes a new key for personal data and brings everybody under it.
      It serves meanwhile; the files of older keys are not removed.
      Example: madangd keys rotate --home /tmp/m1

      """)

  private static let batch = LocalizedText(
    ko: """
      사용법: madangd batch [list | show RUN | run JOB PERIOD] [--home DIR] [--json]

      배치의 실행과 칸막이, 실패를 봅니다. run은 한 기간에 한 번만 하고, 다시 부르면
      실패한 것만 다시 합니다.
      예: madangd batch run settlement 2026-11-20

      """,
    en: """
      Usage: madangd batch [list | show RUN | run JOB PERIOD] [--home DIR] [--json]

      Shows the runs of batches, their partitions and failures. run does a period once; begun
      again it tries only what failed.
      Example: madangd batch run settlement 2026-11-20

      """)

  private static let stop = LocalizedText(
    ko: """
      사용법: madangd stop [--home DIR]

      하던 일을 마치게 하고 데몬이 끝날 때까지 기다립니다.
      예: madangd stop --home /tmp/m1

      """,
    en: """
      Usage: madangd stop [--home DIR]

      Lets the daemon finish what is under way and waits for its end.
      Example: madangd stop --home /tmp/m1

      """)
}

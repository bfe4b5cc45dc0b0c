/// The error codes about timers, batches and settlement.
package enum ScheduleError {
  /// This app has {limit} timers waiting, as many as are allowed for {scope}.
  package static let timerLimit = ErrorCode(
    "timer.limit", .final,
    en: "There are {limit} timers waiting, as many as one {scope} may have.",
    ko: "대기 중인 타이머가 {limit}개로 {scope} 한도에 이르렀습니다.",
    fixEn: "Cancel timers that are not needed.",
    fixKo: "필요 없는 타이머를 취소하세요.")

  /// There is no batch {job}.
  package static let jobUnknown = ErrorCode(
    "batch.job_unknown", .final,
    en: "There is no batch {job}.",
    ko: "{job} 배치가 없습니다.",
    fixEn: "See which there are: madangd batch list",
    fixKo: "배치 보기: madangd batch list")

  /// No run has the number {run}.
  package static let runUnknown = ErrorCode(
    "batch.run_unknown", .final,
    en: "No run has the number {run}.",
    ko: "번호가 {run}인 실행이 없습니다.",
    fixEn: "See which there are: madangd batch list",
    fixKo: "배치 보기: madangd batch list")

  /// The day {day} is not over yet.
  package static let dayNotOver = ErrorCode(
    "settlement.day_not_over", .final,
    en: "The day {day} is not over yet in Seoul.",
    ko: "서울 시각으로 {day}은(는) 아직 끝나지 않았습니다.",
    fixEn: "Wait until after midnight in Seoul.",
    fixKo: "서울 자정이 지난 뒤에 다시 하세요.")

  static let all = [timerLimit, jobUnknown, runUnknown, dayNotOver]
}

import Wire

/// What one journey came to: times, and what does not jitter with the machine.
struct JourneyFigures {
  /// The times of the samples.
  var timings = Timings()
  /// Processor time of the daemon in each sample; empty where no daemon is asked.
  var processor = Timings()
  /// Commits before the person has their answer.
  var commits: Int64 = 0
  /// Commits until the daemon owes nothing any more, as the delivery of an event.
  var commitsUntilQuiet: Int64 = 0
  /// Requests the person's side sends.
  var roundTrips: Int64 = 0
  /// Bytes of the request's parameters and of the result; 0 where nothing was measured.
  var requestBytes = 0
  var answerBytes = 0

  /// The middle time in microseconds.
  var p50: Double { timings.sorted().percentile(0.5) }

  /// The figures as they are printed.
  var json: JSON {
    let sorted = timings.sorted()
    var object: JSONObject = [
      "p50us": .double(sorted.percentile(0.5)), "p99us": .double(sorted.percentile(0.99)),
      "commits": .integer(commits), "roundTrips": .integer(roundTrips),
      "maxus": .double(sorted.percentile(1)), "minus": .double(sorted.percentile(0)),
      "commitsUntilQuiet": .integer(commitsUntilQuiet), "samples": .integer(Int64(sorted.count)),
    ]
    if answerBytes > 0 {
      object["daemonProcessorP50us"] = .double(processor.sorted().percentile(0.5))
      object["requestBytes"] = .integer(Int64(requestBytes))
      object["answerBytes"] = .integer(Int64(answerBytes))
    }
    return .object(object)
  }
}

import Testing

@testable import madangd

@Suite struct MetricsTextTests {
  @Test func countersAndGaugesStandWithTheirHelp() {
    var text = MetricsText()
    text.add("madang_x_total", .counter, "Xs.", 3)
    text.add("madang_y", .gauge, "Ys.", [(labels: [("state", "a"), ("kind", "b")], value: -1)])
    #expect(
      text.text == """
        # HELP madang_x_total Xs.
        # TYPE madang_x_total counter
        madang_x_total 3
        # HELP madang_y Ys.
        # TYPE madang_y gauge
        madang_y{state="a",kind="b"} -1

        """)
  }

  @Test func bucketsAddUp() {
    var histogram = Histogram([0.5, 1, 2])
    for value in [0.1, 0.5, 0.75, 2, 3] { histogram.observe(value) }
    var text = MetricsText()
    text.add("madang_t_seconds", "Time.", [(labels: [("kind", "q")], value: histogram)])
    #expect(
      text.text == """
        # HELP madang_t_seconds Time.
        # TYPE madang_t_seconds histogram
        madang_t_seconds_bucket{kind="q",le="0.5"} 2
        madang_t_seconds_bucket{kind="q",le="1"} 3
        madang_t_seconds_bucket{kind="q",le="2"} 4
        madang_t_seconds_bucket{kind="q",le="+Inf"} 5
        madang_t_seconds_sum{kind="q"} 6.35
        madang_t_seconds_count{kind="q"} 5

        """)
  }
}

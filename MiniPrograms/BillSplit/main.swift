import MiniProgramKit

Program(
  "BillSplit", version: "1.0.0",
  features: [
    SplitOpen(), SplitShow(mode: .equal), SplitShow(mode: .items), SplitShow(mode: .custom),
    SplitAsk(), SplitRemind(), ShareChanged.paid, ShareChanged.closed,
  ]
).run()

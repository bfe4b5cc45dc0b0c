import MiniProgramKit

Program(
  "GuestBook", features: [BookOpen(), BookSign(), BookTip(), BookTipped(), BookUpdate()]
).run()

import MiniProgramKit

/// A small subscription for clients that bring no manifest.
let example: JSON = ["price": 12_000, "months": 12]

Program(
  "CoffeeClub", example: example, features: [ClubOpen(), ClubJoin(), ClubChanged(), ClubRenew()]
).run()

import MiniProgramKit

Program(
  "CoffeeClub", features: [ClubOpen(), ClubJoin(), ClubChanged(), ClubRenew()]
).run()

import Testing

/// Each journey is a file: what people do, and what they must see.
@Suite struct JourneyTests {
  @Test(arguments: try Journey.all())
  func journey(_ name: String) throws { try JourneyPlayer.check(name) }
}

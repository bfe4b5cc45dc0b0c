import Testing
import Wire

@testable import MiniProgramKit

/// What is kept of a merchant's settings must never be seen by a call that has others.
@Suite struct SettingsMemoTests {
  private struct Settings: Decodable, Equatable {
    var tables: Int64
  }

  private struct Names: Decodable, Equatable {
    var tables: Int64?
    var name: String
  }

  @Test func equalSettingsAreReadOnceAndOthersAnew() throws {
    for tables: Int64 in [3, 3, 4, 3] {
      let config: JSON = ["tables": .integer(tables)]
      #expect(try SettingsMemo.value(of: config, as: Settings.self).tables == tables)
    }
  }

  @Test func theSameSettingsMayBeReadAsSeveralTypes() throws {
    let config: JSON = ["tables": 3, "name": "Noodles"]
    for _ in 0..<2 {
      #expect(try SettingsMemo.value(of: config, as: Settings.self) == Settings(tables: 3))
      #expect(
        try SettingsMemo.value(of: config, as: Names.self) == Names(tables: 3, name: "Noodles"))
    }
  }

  @Test func settingsThatDoNotFitAreNotKept() {
    for _ in 0..<2 {
      #expect(throws: DecodingError.self) {
        try SettingsMemo.value(of: ["tables": "three"], as: Settings.self)
      }
    }
  }
}

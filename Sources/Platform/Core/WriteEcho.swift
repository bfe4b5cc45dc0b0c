/// What a write to the file changes of what memory keeps.
enum WriteEcho {
  case nothing
  /// Who somebody is: their tier, their language, their devices.
  case people
  /// A key that was answered.
  case request

  /// Of a statement; what a person has in their inbox is not who they are.
  init(sql: String) {
    let changesPeople =
      ["UPDATE person SET tier", "UPDATE person SET lang", "UPDATE device", "INSERT INTO device"]
      .contains { sql.hasPrefix($0) }
    if changesPeople {
      self = .people
    } else if sql.hasPrefix("INSERT INTO request(principal, key,") {
      self = .request
    } else {
      self = .nothing
    }
  }
}

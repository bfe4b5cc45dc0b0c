/// What the reader of a rendering can take.
struct Capabilities: Hashable {
  /// The forms a screen can take.
  enum Mode: String, CaseIterable {
    /// Lines of cells, with styles.
    case tty
    /// Tab-separated values without any escape, stable over versions.
    case plain
    /// Sentences to be read aloud, with numbered choices.
    case accessible
    /// One JSON value.
    case json
  }

  /// Columns where the terminal says 0.
  static let defaultColumns = 80
  /// Fewer columns are drawn as if there were this many.
  static let minimumColumns = 20
  /// More columns are not used: lines would be too long to read.
  static let maximumColumns = 200
  /// From here on columns stand side by side.
  static let sideBySideColumns = 60

  /// Which form.
  var mode: Mode
  /// Cells of a line.
  let columns: Int
  /// How wide characters are.
  var width: CellWidth

  init(_ mode: Mode = .tty, columns: Int = 0, width: CellWidth = CellWidth()) {
    self.mode = mode
    self.columns =
      columns <= 0
      ? Self.defaultColumns : min(max(columns, Self.minimumColumns), Self.maximumColumns)
    self.width = width
  }
}

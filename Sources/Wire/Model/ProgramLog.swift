/// The end of what one version's processes wrote to standard error.
package struct ProgramLog: Codable, Sendable, Hashable {
  /// The version.
  package var version: Int64
  /// Whose words: `crashed`, or the number of a process that runs.
  package var process: String
  /// All bytes it wrote, also those that are gone.
  package var total: Int64
  /// The last of them; what is no text is replaced.
  package var text: String

  /// The end of what one version's processes wrote to standard error.
  package init(
    version: Int64, process: String, total: Int64, text: String
  ) {
    self.version = version
    self.process = process
    self.total = total
    self.text = text
  }
}

/// One file of a bundle.
package struct BundleFile: Equatable, Sendable {
  /// Relative to the bundle, parts joined by `/`.
  package let path: String

  /// Length in bytes.
  package let size: Int64

  /// Whether it may be executed (mode 0555 instead of 0444).
  package let isExecutable: Bool

  /// SHA-256 of the content, lower-case hexadecimal.
  package let sha256: String

  /// What the file system said when the content was hashed.
  let fingerprint: FileFingerprint

  /// Its line in the text whose hash names the bundle.
  var digestLine: String {
    "\(isExecutable ? "x" : "r") \(size) \(sha256) \(path)\n"
  }
}

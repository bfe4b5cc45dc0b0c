extension Manifest {
  /// How the open sessions of older versions are taken over (manifest.md, Hot update): with their
  /// next call, the feature is first called with the state they have and answers the new one.
  package struct Update: Sendable, Hashable {
    /// The oldest version whose sessions it takes over.
    package var from: Int64
    /// The feature, visible to the system only.
    package var feature: String
  }
}

/// Reads `update` of a manifest.
enum ManifestUpdate {
  static func read(_ reader: StrictReader) -> Manifest.Update? {
    guard let update = reader.nested("update") else { return nil }
    update.only(["from", "feature"])
    guard let from = update.integer("from", required: true, in: 1...2_147_483_647),
      let feature = update.string("feature", required: true, length: 1...64)
    else { return nil }
    return Manifest.Update(from: from, feature: feature)
  }
}

import Wire

/// A manifest is read or refused with its errors, and the same bytes read the same.
enum ManifestFuzz {
  static func run(_ bytes: [UInt8]) {
    let reading = Manifest.read(bytes)
    let hasError = reading.issues.contains { $0.severity == .error }
    precondition((reading.manifest == nil) == hasError, "refused without a reason, or accepted")
    let again = Manifest.read(bytes)
    precondition(again.manifest == reading.manifest, "read otherwise the second time")
    guard let manifest = reading.manifest else { return }
    precondition(manifest.features.count <= Manifest.featureLimit, "more features than allowed")
    for route in manifest.routes {
      precondition(manifest.feature(route.feature) != nil, "a route to nowhere")
    }
    for feature in manifest.on.values {
      precondition(manifest.feature(feature)?.visibility == .system, "an event for people")
    }
  }
}

extension PlatformCode {
  /// What a check is computed over: kind, short id, place and issue number.
  ///
  /// The issue number is not printed; the daemon keeps it for each place, so that issuing a
  /// place again refuses the older print.
  package struct CheckedContent: Hashable, Sendable {
    /// What the code is for.
    package let kind: Kind
    /// The app the code belongs to.
    package let shortID: ShortID
    /// The place or opaque id.
    package let place: Place?
    /// How often the place was issued, from 1.
    package let issueNumber: UInt32

    /// The content of a code that is about to be printed or verified.
    package init(kind: Kind, shortID: ShortID, place: Place?, issueNumber: UInt32) {
      self.kind = kind
      self.shortID = shortID
      self.place = place
      self.issueNumber = issueNumber
    }

    /// Separates these bytes from everything else a key might ever authenticate.
    package static let domain = "madang.code.1"

    /// The canonical bytes: domain, 0, kind, short id, length of place, place, issue number.
    ///
    /// Every field has a fixed or a leading length, so two contents never share bytes. The
    /// issue number is big-endian.
    package var bytes: [UInt8] {
      var bytes = Array(Self.domain.utf8)
      bytes.append(0)
      bytes.append(kind.rawValue)
      bytes.append(contentsOf: shortID.text.utf8)
      let placeBytes = Array((place?.text ?? "").utf8)
      bytes.append(UInt8(placeBytes.count))
      bytes.append(contentsOf: placeBytes)
      for shift: UInt32 in [24, 16, 8, 0] {
        bytes.append(UInt8(truncatingIfNeeded: issueNumber >> shift))
      }
      return bytes
    }
  }

  /// The content this code's check must match, with the issue number the daemon has on record.
  package func checkedContent(issueNumber: UInt32) -> CheckedContent {
    CheckedContent(kind: kind, shortID: shortID, place: place, issueNumber: issueNumber)
  }
}

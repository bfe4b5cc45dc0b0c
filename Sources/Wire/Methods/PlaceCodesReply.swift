/// What methods answer that show printed codes.
package struct PlaceCodesReply: Codable, Sendable, Hashable {
  /// The codes.
  package var codes: [PlaceCode]

  /// The answer.
  package init(codes: [PlaceCode]) {
    self.codes = codes
  }
}

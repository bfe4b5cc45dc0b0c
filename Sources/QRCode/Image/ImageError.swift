/// Why bytes are no picture that can be read.
package enum ImageError: String, Error, CaseIterable, Sendable {
  /// Neither PNG nor PGM nor PPM.
  case unknownFormat = "image.format"
  /// The file ends too early, or a length or checksum does not hold.
  case damaged = "image.damaged"
  /// A form of the format that is not read: interlaced, more than 8 bits and the like.
  case unsupported = "image.unsupported"
  /// More bytes or pixels than are looked at.
  case tooLarge = "image.tooLarge"
}

/// Why a package was not taken into the bundle store, or is no longer what it was.
package enum BundleFailure: Error, Equatable, Sendable {
  /// A file or folder of this name is a link, a device, a pipe or a socket.
  case notRegular(path: String)

  /// The file carries setuid or setgid.
  case privileged(path: String)

  /// A second name of a file that belongs to somebody else.
  case foreignLink(path: String)

  /// A name that is no UTF-8, is too long, holds control characters or differs from another one
  /// by case only.
  case badName(path: String)

  /// More than `BundleStore.fileLimit` files and folders.
  case tooManyFiles

  /// More than `BundleStore.totalByteLimit` bytes.
  case tooLarge

  /// Folders deeper than `BundleStore.depthLimit`.
  case tooDeep

  /// No file at all.
  case empty

  /// The stored bundle is not what its name says: it was changed after publishing.
  case altered(digest: String)

  /// The source changed while it was copied.
  case changing(path: String)

  /// The system refused `call` on `path`.
  case system(call: String, path: String, code: Int32)
}

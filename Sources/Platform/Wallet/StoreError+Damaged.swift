import Store
import Wire

extension StoreError {
  /// The file holds what no build of ours writes.
  static func damaged(_ sentence: String) -> StoreError {
    StoreError(extendedCode: corruptCode, message: sentence)
  }

  /// SQLITE_CORRUPT (sqlite.org/rescode.html#corrupt).
  private static let corruptCode: Int32 = 11
}

extension Currency {
  /// Reads a stored code back.
  static func stored(_ code: String) throws(StoreError) -> Currency {
    guard let currency = Currency(rawValue: code) else {
      throw .damaged("unknown currency \(code)")
    }
    return currency
  }
}

import CSQLite

/// A prepared statement, owned by whoever prepared it and used on its connection's thread.
///
/// Indices of parameters count from 1 and of columns from 0, as in SQLite.
package final class Statement {
  private let handle: OpaquePointer
  // Held so that the connection outlives its statements.
  private let connection: Connection
  // SQLite copies what is bound this way before the call returns (SQLITE_TRANSIENT).
  private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  init(handle: OpaquePointer, connection: Connection) {
    self.handle = handle
    self.connection = connection
  }

  deinit {
    sqlite3_finalize(handle)
  }

  /// Binds a whole number.
  package func bind(_ index: Int, _ number: Int64) {
    check(sqlite3_bind_int64(handle, Int32(index), number))
  }

  /// Binds a text.
  package func bind(_ index: Int, _ text: String) {
    var text = text
    let result = text.withUTF8 { bytes in
      // An empty text has no address, and SQLite reads no address as NULL.
      bytes.baseAddress.map { address in
        sqlite3_bind_text64(
          handle, Int32(index), UnsafeRawPointer(address).assumingMemoryBound(to: CChar.self),
          UInt64(bytes.count), Self.copied, UInt8(SQLITE_UTF8))
      } ?? sqlite3_bind_text(handle, Int32(index), "", 0, Self.copied)
    }
    check(result)
  }

  /// Binds bytes.
  package func bind(_ index: Int, _ blob: [UInt8]) {
    // An empty array has no address, and SQLite reads no address as NULL.
    check(
      blob.isEmpty
        ? sqlite3_bind_zeroblob(handle, Int32(index), 0)
        : sqlite3_bind_blob64(handle, Int32(index), blob, UInt64(blob.count), Self.copied))
  }

  /// Binds whole words as bytes, least significant first.
  package func bind(_ index: Int, words: [UInt64]) {
    precondition(!words.isEmpty, "no words have no address")
    Self.checkByteOrder()
    words.withUnsafeBytes { bytes in
      check(
        sqlite3_bind_blob64(
          handle, Int32(index), bytes.baseAddress, UInt64(bytes.count), Self.copied))
    }
  }

  /// Binds the 32 bytes of four words as they lie in memory.
  package func bind(_ index: Int, words: (UInt64, UInt64, UInt64, UInt64)) {
    withUnsafeBytes(of: words) { bytes in
      check(
        sqlite3_bind_blob64(
          handle, Int32(index), bytes.baseAddress, UInt64(bytes.count), Self.copied))
    }
  }

  /// Words lie in the file as they lie in memory.
  private static func checkByteOrder() {
    precondition(UInt64(1).littleEndian == 1, "the machine's words begin with their least byte")
  }

  /// Binds a whole number or NULL.
  package func bind(_ index: Int, _ number: Int64?) {
    if let number { bind(index, number) } else { bindNull(index) }
  }

  /// Binds a text or NULL.
  package func bind(_ index: Int, _ text: String?) {
    if let text { bind(index, text) } else { bindNull(index) }
  }

  /// Binds bytes or NULL.
  package func bind(_ index: Int, _ blob: [UInt8]?) {
    if let blob { bind(index, blob) } else { bindNull(index) }
  }

  /// Binds NULL.
  package func bindNull(_ index: Int) {
    check(sqlite3_bind_null(handle, Int32(index)))
  }

  /// Binds a value of any type.
  package func bind(_ index: Int, _ value: Value) {
    switch value {
    case .null: bindNull(index)
    case .integer(let number): bind(index, number)
    case .text(let text): bind(index, text)
    case .blob(let bytes): bind(index, bytes)
    }
  }

  /// Moves to the next row; false when there is none, and the statement is ready to run again.
  package func step() throws(StoreError) -> Bool {
    do throws(StoreError) {
      try connection.failpoint?(.statement)
    } catch {
      reset()
      throw error
    }
    let result = sqlite3_step(handle)
    if result == SQLITE_ROW { return true }
    defer { reset() }
    guard result == SQLITE_DONE else { throw connection.error(result) }
    return false
  }

  /// Ends a run before its last row; what was bound stays bound.
  package func reset() {
    sqlite3_reset(handle)
  }

  /// Whether the column of the current row is NULL.
  package func isNull(_ column: Int) -> Bool {
    sqlite3_column_type(handle, Int32(column)) == SQLITE_NULL
  }

  /// The column of the current row as a whole number; 0 for NULL.
  package func integer(_ column: Int) -> Int64 {
    sqlite3_column_int64(handle, Int32(column))
  }

  /// The column of the current row as text; empty for NULL.
  package func text(_ column: Int) -> String {
    guard let bytes = sqlite3_column_text(handle, Int32(column)) else { return "" }
    let count = Int(sqlite3_column_bytes(handle, Int32(column)))
    return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  }

  /// The column of the current row as bytes; empty for NULL.
  package func blob(_ column: Int) -> [UInt8] {
    guard let bytes = sqlite3_column_blob(handle, Int32(column)) else { return [] }
    let count = Int(sqlite3_column_bytes(handle, Int32(column)))
    return [UInt8](UnsafeRawBufferPointer(start: bytes, count: count))
  }

  /// The column of the current row as words, least significant byte first; nil where its bytes are
  /// no whole words.
  package func words(_ column: Int) -> [UInt64]? {
    Self.checkByteOrder()
    guard let bytes = sqlite3_column_blob(handle, Int32(column)) else { return [] }
    let count = Int(sqlite3_column_bytes(handle, Int32(column)))
    guard count % 8 == 0 else { return nil }
    return [UInt64](unsafeUninitializedCapacity: count / 8) { words, filled in
      UnsafeMutableRawBufferPointer(words).copyMemory(
        from: UnsafeRawBufferPointer(start: bytes, count: count))
      filled = count / 8
    }
  }

  /// A wrong index or a bind in the middle of a run is our own bug.
  private func check(_ result: Int32) {
    precondition(result == SQLITE_OK, "bind failed: \(connection.error(result))")
  }
}

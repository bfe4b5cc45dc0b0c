/// Whole runs in one call.
extension Statement {
  /// Binds all parameters from the first on and runs to the end, dropping any rows.
  package func run(_ values: Value...) throws(StoreError) {
    try run(values: values)
  }

  /// Binds all parameters from the first on and runs to the end, dropping any rows.
  package func run(values: [Value]) throws(StoreError) {
    bindAll(values)
    while try step() {}
  }

  /// Binds all parameters from the first on and reads every row.
  package func rows<Row>(
    _ values: Value..., read: (Statement) -> Row
  ) throws(StoreError) -> [Row] {
    try rows(values: values, read: read)
  }

  /// Binds all parameters from the first on and reads every row.
  package func rows<Row>(
    values: [Value], read: (Statement) -> Row
  ) throws(StoreError) -> [Row] {
    bindAll(values)
    var rows: [Row] = []
    while try step() {
      rows.append(read(self))
    }
    return rows
  }

  /// Binds all parameters from the first on and reads the first row, or nil when there is none.
  package func first<Row>(
    _ values: Value..., read: (Statement) -> Row
  ) throws(StoreError) -> Row? {
    bindAll(values)
    guard try step() else { return nil }
    defer { reset() }
    return read(self)
  }

  /// The column of the current row as a whole number, or nil for NULL.
  package func optionalInteger(_ column: Int) -> Int64? {
    isNull(column) ? nil : integer(column)
  }

  /// The column of the current row as text, or nil for NULL.
  package func optionalText(_ column: Int) -> String? {
    isNull(column) ? nil : text(column)
  }

  /// The column of the current row as bytes, or nil for NULL.
  package func optionalBlob(_ column: Int) -> [UInt8]? {
    isNull(column) ? nil : blob(column)
  }

  private func bindAll(_ values: [Value]) {
    for (offset, value) in values.enumerated() {
      bind(offset + 1, value)
    }
  }
}

/// What a host answers to a `DataRequest`, as one member of `inputResponses`.
///
/// A program asks again for everything it has read when it needs one thing more, so the answers
/// of the last round are the whole read set of the call and one snapshot.
package enum DataAnswer: Sendable, Hashable {
  /// To `app.madang/get`: the record's value, or nil where there is none; `{"value"?}`.
  case record(JSON?)
  /// To `app.madang/query`: the rows in the order asked for; `{"rows": [{"key", "value"}]}`.
  case rows([RecordRow])
  /// To `app.madang/bill`: a `BillView`, or nil where there is none; `{"bill"?}`.
  case bill(JSON?)
  /// To `app.madang/balance`: minor units; `{"available", "held"}`.
  case balance(available: Int64, held: Int64)

  /// The answer as it travels.
  package var wire: JSON {
    switch self {
    case .record(let value): .object(JSONObject(value.map { [("value", $0)] } ?? []))
    case .rows(let rows):
      ["rows": .array(rows.map { ["key": .string($0.key), "value": $0.value] })]
    case .bill(let bill): .object(JSONObject(bill.map { [("bill", $0)] } ?? []))
    case .balance(let available, let held):
      ["available": .integer(available), "held": .integer(held)]
    }
  }

  /// Reads the answer to a request; nil where it does not fit the request.
  package init?(wire: JSON, to request: DataRequest) {
    guard let object = wire.object else { return nil }
    switch request {
    case .get: self = .record(object["value"])
    case .bill: self = .bill(object["bill"].flatMap { $0.isNull ? .none : .some($0) })
    case .balance:
      guard let available = object["available"]?.integer, let held = object["held"]?.integer
      else { return nil }
      self = .balance(available: available, held: held)
    case .query:
      guard let rows = object["rows"]?.array, rows.count <= RecordQuery.rowLimit else {
        return nil
      }
      var read: [RecordRow] = []
      for row in rows {
        guard let key = row["key"]?.string, let value = row["value"] else { return nil }
        read.append(RecordRow(key: key, value: value))
      }
      self = .rows(read)
    }
  }
}

/// A type of the busiest path that reads and writes itself without Codable's containers, which cost
/// it more than everything else it does; both ways must say the same, which a test checks.
package protocol DirectJSON: Codable {
  /// The value, or nil where anything is unusual: the ordinary way then says what.
  init?(direct object: JSONObject)
  /// The value as the ordinary way would write it.
  var directJSON: JSON { get }
}

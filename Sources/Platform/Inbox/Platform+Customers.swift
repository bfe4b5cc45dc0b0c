import Store
import Wire

extension Platform {
  /// Whether somebody sits in a session of an app, has a share of a receipt there, or paid there
  /// within a week: the right to be told about an order.
  func isCustomer(_ person: Int64, _ app: AppID, now: Instant) throws -> Bool {
    try sql(
      "SELECT 1 FROM bill_person p JOIN bill b ON b.id = p.bill"
        + " WHERE p.person = ?1 AND b.app = ?2"
        + " AND (b.paid_at > ?3 OR b.status = 'held')"
        + " UNION ALL SELECT 1 FROM bill b JOIN bill s ON s.receipt = b.id"
        + " JOIN bill_person p ON p.bill = s.id WHERE p.person = ?1 AND s.app = ?2"
        + " UNION ALL SELECT 1 FROM member m JOIN session s ON s.id = m.session"
        + " WHERE m.person = ?1 AND s.app = ?2 AND m.here = 1 LIMIT 1"
    ).first(
      .integer(person), .text(app.text),
      .integer(now.adding(seconds: -Platform.orderRightSeconds).milliseconds)
    ) { _ in true } ?? false
  }
}

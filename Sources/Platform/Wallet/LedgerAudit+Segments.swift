import Crypto
import Store
import Wire

/// A closed segment beside what the log says its index must hold.
struct AuditedSegment {
  let number: Int64
  let base: Int64
  let last: Int64
  let keys: Int64
  let fences: [UInt64]
  let filter: KeyFilter
  /// Keys the log has in it, and a sum over them that no other set has by chance.
  var count: Int64 = 0
  var sum: UInt64 = 0
}

/// Indexes of closed segments, and signed heads.
extension LedgerAudit {
  mutating func loadSegments() throws(StoreError) {
    let select = try connection.prepare(
      "SELECT number, base, last, keys, fences, filter FROM ledger_segment ORDER BY number")
    while try select.step() {
      guard let fences = select.words(4), let filter = select.words(5), !filter.isEmpty,
        select.integer(0) == Int64(segments.count), select.integer(1) == segments.last?.last ?? 0
      else { return fail(.keys(RowID(rawValue: select.integer(1) + 1)), "the segment is damaged") }
      segments.append(
        AuditedSegment(
          number: select.integer(0), base: select.integer(1), last: select.integer(2),
          keys: select.integer(3), fences: fences, filter: KeyFilter(words: filter)))
    }
  }

  /// Notes a key of the log for the segment its row lies in.
  mutating func note(_ fingerprint: UInt64, at row: Int64) {
    guard let last = segments.last, row <= last.last else { return }
    guard let index = segments.firstIndex(where: { row <= $0.last }) else { return }
    segments[index].count += 1
    segments[index].sum &+= Self.mixed(fingerprint, row)
  }

  private static func mixed(_ fingerprint: UInt64, _ row: Int64) -> UInt64 {
    (fingerprint ^ UInt64(bitPattern: row)) &* (fingerprint | 1)
  }

  mutating func checkSegments() throws(StoreError) {
    let select = try connection.prepare(
      "SELECT keys, pairs FROM ledger_segment_page WHERE id >= ? AND id < ? ORDER BY id")
    for segment in segments {
      let place = LedgerReport.Fault.Place.keys(RowID(rawValue: segment.base + 1))
      let first = KeySegment.firstPage(of: segment.number)
      select.bind(1, first)
      select.bind(2, first + Int64(segment.fences.count))
      var (count, sum, pages) = (Int64(0), UInt64(0), 0)
      var previous: UInt64 = 0
      while try select.step() {
        guard let page = Self.page(select) else { return fail(place, "a page is damaged") }
        if pages < segment.fences.count, page.fingerprints[0] != segment.fences[pages] {
          fail(place, "a page of the index is not where it should be")
        }
        for (fingerprint, offset) in zip(page.fingerprints, page.offsets) {
          if fingerprint < previous || !segment.filter.mayHold(fingerprint) {
            fail(place, "the index is out of order")
          }
          previous = fingerprint
          count += 1
          sum &+= Self.mixed(fingerprint, segment.base + Int64(offset))
        }
        pages += 1
      }
      guard pages == segment.fences.count, count == segment.count, count == segment.keys,
        sum == segment.sum
      else { return fail(place, "the index differs from the keys of the rows") }
    }
  }

  private static func page(_ select: Statement) -> KeySegmentPage? {
    do throws(StoreError) {
      return try KeySegmentPage(words: select.words(1) ?? [], count: Int(select.integer(0)))
    } catch {
      return nil
    }
  }

  mutating func loadSeals() throws(StoreError) {
    let select = try connection.prepare(
      "SELECT day, row, transfer, hash, signer, signature FROM ledger_seal ORDER BY day")
    while try select.step() {
      do throws(CryptoError) {
        let head = LedgerHead(
          row: RowID(rawValue: select.integer(1)),
          transfer: TransferNumber(rawValue: select.integer(2)), hash: try Digest(select.blob(3)))
        let seal = LedgerSeal(
          day: select.integer(0), head: head, signer: select.blob(4), signature: select.blob(5))
        seals[head.row.rawValue, default: []].append(seal)
      } catch {
        fail(.row(RowID(rawValue: select.integer(1))), "the signed head is damaged")
      }
    }
  }

  /// At the end of a transfer: whoever signed this head signed what the log says.
  mutating func checkSeals() {
    guard let signed = seals.removeValue(forKey: report.head.row.rawValue) else { return }
    for seal in signed {
      guard seal.head.hash == report.head.hash, seal.head.transfer == report.head.transfer else {
        return fail(.row(report.head.row), "day \(seal.day) was signed with another hash")
      }
      guard seal.isValid else {
        return fail(.row(report.head.row), "the signature of day \(seal.day) is not its signer's")
      }
      report.seals += 1
    }
  }
}

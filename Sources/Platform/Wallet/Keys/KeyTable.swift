/// Fingerprints of keys and where each is, in open addressing. Fingerprints are random, so their
/// first bits are their slot; slots are thus nearly in the order of fingerprints, which makes the
/// sorted index of a closed segment cheap.
struct KeyTable {
  /// Slots beyond the last first choice.
  private static let slack = 128
  private static let leastBits = 10
  /// Of ten slots at most seven are taken.
  private static let fullTenths = 7

  /// The place before the first that can be kept.
  let base: Int64
  private(set) var count = 0
  private var bits: Int
  /// 0 is a free slot: no fingerprint is 0.
  private var fingerprints: [UInt64]
  private var offsets: [UInt32]

  /// A table of places from `base` + 1 on, with room for so many.
  init(base: Int64, room: Int = 0) {
    self.base = base
    var bits = Self.leastBits
    while room * 10 > (1 << bits) * Self.fullTenths { bits += 1 }
    self.bits = bits
    fingerprints = Array(repeating: 0, count: (1 << bits) + Self.slack)
    offsets = Array(repeating: 0, count: (1 << bits) + Self.slack)
  }

  /// How many slots there are.
  var slotCount: Int { fingerprints.count }

  mutating func insert(_ fingerprint: UInt64, at place: Int64) {
    precondition(fingerprint != 0, "0 is a free slot")
    precondition(place > base && place - base <= Int64(UInt32.max), "the place is of this table")
    if (count + 1) * 10 > (1 << bits) * Self.fullTenths { grow() }
    while !put(fingerprint, UInt32(place - base)) { grow() }
    count += 1
  }

  /// Every place the fingerprint may mean, in the order they came.
  func add(candidates fingerprint: UInt64, to places: inout [Int64]) {
    var slot = Int(fingerprint >> UInt64(64 - bits))
    while slot < fingerprints.count, fingerprints[slot] != 0 {
      if fingerprints[slot] == fingerprint { places.append(base + Int64(offsets[slot])) }
      slot += 1
    }
  }

  /// The next run of taken slots from one on, in the order of fingerprints, then of places; moves
  /// the slot behind it. Runs follow each other in the order of fingerprints.
  func run(from slot: inout Int) -> [(fingerprint: UInt64, offset: UInt32)] {
    while slot < fingerprints.count, fingerprints[slot] == 0 { slot += 1 }
    var run: [(fingerprint: UInt64, offset: UInt32)] = []
    while slot < fingerprints.count, fingerprints[slot] != 0 {
      run.append((fingerprints[slot], offsets[slot]))
      slot += 1
    }
    run.sort { ($0.fingerprint, $0.offset) < ($1.fingerprint, $1.offset) }
    return run
  }

  /// False where there is no free slot behind its first choice.
  private mutating func put(_ fingerprint: UInt64, _ offset: UInt32) -> Bool {
    var slot = Int(fingerprint >> UInt64(64 - bits))
    while slot < fingerprints.count, fingerprints[slot] != 0 { slot += 1 }
    guard slot < fingerprints.count else { return false }
    fingerprints[slot] = fingerprint
    offsets[slot] = offset
    return true
  }

  private mutating func grow() {
    var larger = KeyTable(base: base, room: (1 << bits) * Self.fullTenths / 10 + 1)
    for slot in fingerprints.indices where fingerprints[slot] != 0 {
      larger.insert(fingerprints[slot], at: base + Int64(offsets[slot]))
    }
    self = larger
  }
}

/// A regular expression of ECMA-262 (with its `u` flag) that runs in time linear to the text:
/// all places that a match could stand at are advanced together (Thompson 1968, Pike 1987).
///
/// Back references and looking around cannot be had that way and are refused; capturing groups
/// only group.
struct Pattern: Sendable {
  /// What one place of the compiled expression asks for.
  enum Instruction: Sendable {
    case scalars(ScalarSet)
    case split(Int, Int)
    case jump(Int)
    case atStart
    case atEnd
    case atWordBoundary(Bool)
    case match
  }

  /// Places a compiled expression may have; repetitions are written out.
  static let maximumInstructions = 4_000
  /// Characters of an expression.
  static let maximumLength = 1_000
  /// How many places are tested for one step of the evaluation's budget.
  private static let testsPerStep = 64

  let instructions: [Instruction]

  /// Compiles an expression; nil where it is malformed, unsupported or too large.
  init?(_ text: String) {
    let scalars = Array(text.unicodeScalars)
    guard scalars.count <= Pattern.maximumLength else { return nil }
    var parser = PatternParser(scalars)
    guard let tree = parser.parse() else { return nil }
    var compiled: [Instruction] = []
    guard Self.emit(tree, into: &compiled) else { return nil }
    compiled.append(.match)
    instructions = compiled
  }

  /// The most steps of the evaluation's budget that a text can cost.
  func cost(of text: String) -> Int { 1 + text.utf8.count * instructions.count / Self.testsPerStep }

  /// Whether the expression matches anywhere in a text.
  func matches(_ text: String) -> Bool {
    let scalars = Array(text.unicodeScalars)
    var current = ThreadSet(count: instructions.count)
    var next = ThreadSet(count: instructions.count)
    for position in 0...scalars.count {
      if follow(0, scalars, position, &current) { return true }
      guard position < scalars.count else { break }
      for place in current.places {
        guard case .scalars(let set) = instructions[place], set.contains(scalars[position]) else {
          continue
        }
        if follow(place + 1, scalars, position + 1, &next) { return true }
      }
      swap(&current, &next)
      next.removeAll()
    }
    return false
  }

  /// Follows what needs no character from a place; true where the match is reached.
  private func follow(
    _ start: Int, _ text: [Unicode.Scalar], _ position: Int, _ threads: inout ThreadSet
  ) -> Bool {
    var open = [start]
    while let place = open.popLast() {
      guard threads.insert(place) else { continue }
      switch instructions[place] {
      case .match: return true
      case .jump(let target): open.append(target)
      case .split(let first, let second):
        open.append(second)
        open.append(first)
      case .atStart: if position == 0 { open.append(place + 1) }
      case .atEnd: if position == text.count { open.append(place + 1) }
      case .atWordBoundary(let wanted):
        let before = position > 0 && ScalarSet.word.contains(text[position - 1])
        let after = position < text.count && ScalarSet.word.contains(text[position])
        if (before != after) == wanted { open.append(place + 1) }
      case .scalars: break
      }
    }
    return false
  }

  // MARK: Compiling

  private static func emit(_ tree: PatternTree, into out: inout [Instruction]) -> Bool {
    guard out.count < maximumInstructions else { return false }
    switch tree {
    case .empty: return true
    case .instruction(let instruction):
      out.append(instruction)
      return true
    case .sequence(let parts): return parts.allSatisfy { emit($0, into: &out) }
    case .either(let first, let second):
      let split = out.count
      out.append(.match)
      guard emit(first, into: &out) else { return false }
      let jump = out.count
      out.append(.match)
      out[split] = .split(split + 1, out.count)
      guard emit(second, into: &out) else { return false }
      out[jump] = .jump(out.count)
      return true
    case .repeated(let part, let minimum, let maximum):
      for _ in 0..<minimum {
        guard emit(part, into: &out) else { return false }
      }
      guard let maximum else { return emitStar(part, into: &out) }
      var splits: [Int] = []
      for _ in minimum..<maximum {
        splits.append(out.count)
        out.append(.match)
        guard emit(part, into: &out) else { return false }
      }
      for split in splits { out[split] = .split(split + 1, out.count) }
      return true
    }
  }

  private static func emitStar(_ part: PatternTree, into out: inout [Instruction]) -> Bool {
    let split = out.count
    out.append(.match)
    guard emit(part, into: &out) else { return false }
    out.append(.jump(split))
    out[split] = .split(split + 1, out.count)
    return true
  }
}

/// The places a match stands at, each once, in the order they were reached.
private struct ThreadSet {
  private(set) var places: [Int] = []
  private var isIn: [Bool]

  init(count: Int) { isIn = Array(repeating: false, count: count) }

  mutating func insert(_ place: Int) -> Bool {
    guard !isIn[place] else { return false }
    isIn[place] = true
    places.append(place)
    return true
  }

  mutating func removeAll() {
    for place in places { isIn[place] = false }
    places.removeAll(keepingCapacity: true)
  }
}

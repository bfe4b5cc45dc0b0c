import Crypto
import Platform
import Wire

/// One rotation: a new key file, then everybody's data under it in steps, others' requests between.
///
/// Confined to the loop's thread.
final class KeyRotation {
  private let core: CoreThread<Platform>
  private let worker: Worker<PlatformReader>
  private var ring: KeyRing

  init(core: CoreThread<Platform>, worker: Worker<PlatformReader>, ring: KeyRing) {
    self.core = core
    self.worker = worker
    self.ring = ring
  }

  /// Makes the new key, unless this very request made it before.
  func begin(_ body: RequestBody, _ reply: Reply<AdminRotateKeysMethod>) {
    let bound = LoopBound(self)
    core.submit(for: reply) { core, _ in
      if let before = try core.rotatedBefore(body) { return { reply.finish(before.result) } }
      let highest = try core.highestKeyVersion()
      return { bound.value.makeKey(above: highest, body, reply) }
    }
  }

  private func makeKey(
    above highest: Int, _ body: RequestBody, _ reply: Reply<AdminRotateKeysMethod>
  ) {
    let bound = LoopBound(self)
    let ring = ring
    worker.submit(for: reply) { reader in
      var random = SystemRandom()
      // On the disk before anything is sealed with it.
      let grown = try ring.adding(.personal, above: highest, random: &random)
      guard let keys = try Assembly.personalKeys(grown) else {
        preconditionFailure("a key was just made")
      }
      reader.use(personal: keys)
      return { bound.value.take(grown, keys, body, reply) }
    }
  }

  private func take(
    _ grown: KeyRing, _ keys: PersonalKeys, _ body: RequestBody,
    _ reply: Reply<AdminRotateKeysMethod>
  ) {
    ring = grown
    let bound = LoopBound(self)
    core.submit(for: reply) { core, _ in
      core.use(personal: keys)
      return {
        let rotation = bound.value
        rotation.goOn { result in
          switch result {
          case .failure(let refusal): reply.refuse(refusal)
          case .success(let people): rotation.note(people, body, reply)
          }
        }
      }
    }
  }

  private func note(
    _ people: Int64, _ body: RequestBody, _ reply: Reply<AdminRotateKeysMethod>
  ) {
    core.submit(for: reply) { core, now in
      let outcome = try core.noteRotation(body, people: people, now: now)
      return { reply.finish(outcome.result) }
    }
  }

  /// Brings everybody over, a step at a time.
  func goOn(_ done: @escaping (Result<Int64, Refusal>) -> Void) { step(0, done) }

  private func step(_ moved: Int64, _ done: @escaping (Result<Int64, Refusal>) -> Void) {
    // One box each: taking a pair of an object and a closure apart released the object twice.
    let (rotation, told) = (LoopBound(self), LoopBound(done))
    core.submit(
      run: { core, _ in
        let step = try core.rotate()
        let sum = moved + Int64(step.moved)
        let isOver = step.left == 0 || step.moved == 0
        return {
          isOver ? told.value(.success(sum)) : rotation.value.step(sum, told.value)
        }
      }, failed: { told.value(.failure($0)) })
  }
}

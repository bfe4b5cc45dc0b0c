import Glibc
package import Loop

/// Starts programs in their sandbox from the bundle store.
///
/// `@unchecked Sendable`: confined to the loop's thread; the spawn thread only carries it back.
package final class SandboxedChildSource: ChildSource, @unchecked Sendable {
  /// Opens a bundle by its digest, checking its content, away from the loop; the completion may
  /// come on any thread.
  package typealias Open = (
    _ digest: String, _ completion: @escaping @Sendable (Result<Bundle, BundleFailure>) -> Void
  ) -> Void

  private let loop: EventLoop
  private let spawner: Spawner
  private let store: BundleStore
  private let open: Open
  private var opened: [String: Bundle] = [:]
  private var usedSlots: Set<Int> = []
  private var lastSlot = 0

  /// A source that asks `open` once for every digest it starts.
  package init(_ loop: EventLoop, spawner: Spawner, store: BundleStore, open: @escaping Open) {
    self.loop = loop
    self.spawner = spawner
    self.store = store
    self.open = open
  }

  /// Knows a bundle that was just stored, so that its first start need not hash it again.
  package func remember(_ bundle: Bundle) { opened[bundle.digest] = bundle }

  /// Starts a process of a release.
  package func start(_ release: AppRelease, _ completion: @escaping Completion) {
    if let bundle = opened[release.digest] {
      return start(bundle, entry: release.entry, limits: release.limits, completion)
    }
    let bound = Bound((self, release, completion))
    open(release.digest) { outcome in
      bound.value.0.loop.execute {
        let (source, release, completion) = bound.value
        switch outcome {
        case .failure(let failure): completion(.failure(.bundle(failure)))
        case .success(let bundle):
          source.remember(bundle)
          source.start(bundle, entry: release.entry, limits: release.limits, completion)
        }
      }
    }
  }

  /// Starts a process of a bundle, whose files must still be those that were hashed.
  package func start(
    _ bundle: Bundle, entry: ProgramEntry, limits: SandboxLimits,
    _ completion: @escaping Completion
  ) {
    do {
      try store.check(bundle)
    } catch {
      opened[bundle.digest] = nil
      return completion(.failure(.bundle(error)))
    }
    var policy = SandboxPolicy(bundleDirectory: bundle.directory, entry: entry.path)
    do throws(RuntimeFailure) {
      policy.libraries = try SystemRuntime.libraries(for: entry)
    } catch {
      return completion(.failure(.runtime(error)))
    }
    policy.runtime = entry.runtime
    policy.interpreter = entry.interpreter
    policy.limits = limits
    let slot = takeSlot()
    if geteuid() == 0 { policy.user = SandboxPolicy.programUser(slot: slot) }
    let bound = Bound((self, completion))
    spawner.spawn(policy) { outcome in
      bound.value.0.loop.execute {
        let (source, completion) = bound.value
        switch outcome {
        case .failure(let failure):
          source.usedSlots.remove(slot)
          completion(.failure(.sandbox(failure)))
        case .success(let child):
          completion(
            .success(StartedChild(child: child) { source.usedSlots.remove(slot) }))
        }
      }
    }
  }

  /// A user of its own for every process: a number comes again only when its process is gone.
  private func takeSlot() -> Int {
    precondition(usedSlots.count < Int(SandboxPolicy.programUserCount), "a slot per process")
    repeat {
      lastSlot = (lastSlot + 1) % Int(SandboxPolicy.programUserCount)
    } while usedSlots.contains(lastSlot)
    usedSlots.insert(lastSlot)
    return lastSlot
  }
}

/// A value of the loop's thread on its way through another one.
///
/// `@unchecked Sendable`: opened again on the loop's thread only.
private final class Bound<Value>: @unchecked Sendable {
  let value: Value
  init(_ value: Value) { self.value = value }
}

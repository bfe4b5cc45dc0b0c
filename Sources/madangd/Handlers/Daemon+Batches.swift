import Platform
import Wire

/// Batches and timers, for the operator.
extension Daemon where Core == Platform {
  /// Registers the methods of batches.
  func handleBatches() {
    dispatcher.handle(AdminBatchesMethod.self) { [unowned self] params, _, reply in
      core.submit(for: reply) { core, _ in
        let result = try core.batches(params)
        return { reply.ok(result) }
      }
    }
    dispatcher.handle(AdminBatchMethod.self) { [unowned self] params, _, reply in
      core.submit(for: reply) { core, _ in
        let report = try core.batch(params.run)
        return { reply.ok(report) }
      }
    }
    dispatcher.handle(AdminRunBatchMethod.self) { [unowned self] params, _, reply in
      submit(for: reply) { core, now in
        try core.runBatch(params, RequestBody(AdminRunBatchMethod.self, params), now: now)
      }
    }
  }
}

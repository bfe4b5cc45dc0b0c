import Wire

extension CoreThread {
  /// Queues the job of a request: what fails is refused through its reply.
  func submit<M: Method>(for reply: Reply<M>, _ run: @escaping Run) {
    submit(run: run, owner: reply.slot)
  }
}

extension Worker {
  /// Queues the work of a request: what fails is refused through its reply.
  func submit<M: Method>(for reply: Reply<M>, _ work: @escaping Work) {
    submit(work: work, failed: { reply.refuse($0) })
  }
}

import Wire

extension CoreThread {
  /// Queues the job of a request: what fails is refused through its reply.
  func submit<M: Method>(for reply: Reply<M>, _ run: @escaping Run) {
    submit(failed: { reply.refuse($0) }, run)
  }
}

extension Worker {
  /// Queues the work of a request: what fails is refused through its reply.
  func submit<M: Method>(for reply: Reply<M>, _ work: @escaping Work) {
    submit(failed: { reply.refuse($0) }, work)
  }
}

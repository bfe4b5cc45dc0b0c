import Glibc
import Testing

@testable import Loop

@Suite struct ProcessEventTests {
  private func spawn(_ script: String) throws -> ProcessHandle {
    var pid: pid_t = 0
    let words = ["/bin/sh", "-c", script]
    let arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    let status = posix_spawn(&pid, "/bin/sh", nil, nil, arguments, nil)
    #expect(status == 0)
    return try ProcessHandle(pid: pid)
  }

  private func check(_ script: String, isKilled: Bool = false, _ expected: ProcessExit) throws {
    let loop = try EventLoop()
    var outcome: ProcessExit?
    let process = try spawn(script)
    let watcher = try ExitWatcher(loop, process) { outcome = $0 }
    if isKilled { process.kill() }
    loop.run(until: { outcome != nil })
    #expect(outcome == expected)
    withExtendedLifetime(watcher) {}
  }

  @Test func everyWayAChildEnds() throws {
    try check("exit 0", .exited(status: 0))
    try check("exit 7", .exited(status: 7))
    try check("kill -9 $$", .signalled(number: SIGKILL))
    try check("exec sleep 60", isKilled: true, .signalled(number: SIGKILL))
  }

  @Test func processorTimeIsThatOfTheChild() throws {
    let process = try spawn("while :; do :; done")
    // Ends by itself: the child does nothing but use processor time.
    while process.cpuMilliseconds() < 5 {}
    process.kill()
    _ = process.waitForExit()
    #expect(process.cpuMilliseconds() == 0)
  }

  @Test func signalsComeAsEvents() throws {
    let loop = try EventLoop()
    var seen: [Int32] = []
    let watcher = try SignalWatcher(loop, [SIGUSR1, SIGUSR2]) { seen.append($0) }
    pthread_kill(pthread_self(), SIGUSR2)
    pthread_kill(pthread_self(), SIGUSR1)
    loop.run(until: { seen.count == 2 })
    #expect(seen.sorted() == [SIGUSR1, SIGUSR2])
    watcher.close()
  }
}

import Glibc

extension ProcessHandle {
  /// The processor time of the child's whole life so far, in milliseconds; 0 where it has ended.
  package func cpuMilliseconds() -> Int64 {
    var clock: clockid_t = 0
    var time = timespec()
    guard clock_getcpuclockid(pid, &clock) == 0, clock_gettime(clock, &time) == 0 else { return 0 }
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}

/// One forbidden thing, and what must hold for the probe to prove anything.
struct ProbeCase {
  /// What the same probe does without any sandbox.
  enum Control {
    /// It succeeds for every user.
    case works
    /// It succeeds for root only; as an ordinary user the kernel itself forbids it.
    case worksAsRoot
    /// It succeeds for root where the machine has a console.
    case worksWithConsole
    /// It cannot be tried without harm, or depends on how the kernel was built.
    case untried
  }

  /// Where this probe is known to get through; each is a sentence of the threat model.
  enum Gap {
    case none
    /// Without namespaces: nothing hides names and metadata.
    case fallback
    /// Without a user of its own the thread limit would count all threads of the person.
    case fallbackAsUser
    /// No escape at all: what every program needs must work.
    case mustWork
    /// No escape: what a runtime that is not ours needs to start, and no other program gets.
    case foreignRuntime
  }

  let name: String
  let control: Control
  let gap: Gap

  init(_ name: String, _ control: Control = .works, gap: Gap = .none) {
    self.name = name
    self.control = control
    self.gap = gap
  }

  static let files: [ProbeCase] = [
    .init("read-passwd"), .init("read-secret"), .init("read-dotdot"), .init("list-root"),
    .init("stat-passwd", gap: .fallback), .init("read-proc-self"), .init("read-sys"),
    .init("read-victim-environ"), .init("read-victim-maps"), .init("list-victim-descriptors"),
    .init("open-victim-memory"), .init("walk-victim-root"),
    .init("write-outside"), .init("write-dev-shm"), .init("write-bundle"),
    .init("create-in-bundle"), .init("rename-in-bundle"), .init("exec-from-data"),
    .init("map-code-from-data"), .init("exec-memfd"), .init("exec-shell"),
    .init("exec-su", .worksAsRoot), .init("exec-self"),
    .init("execveat-self"), .init("execveat-launcher-number"), .init("symlink-out"),
    .init("hardlink-out"), .init("mknod", .worksAsRoot), .init("chmod-setuid"),
    .init("fill-one-file"), .init("fill-inodes"), .init("open-kmsg", .worksAsRoot),
    .init("open-dev-mem", .untried), .init("flock-bundle"), .init("fcntl-lock-bundle"),
    .init("statfs-bundle"),
  ]

  static let processes: [ProbeCase] = [
    .init("fork"), .init("fork-bomb"), .init("clone-new-user"), .init("clone-high-bits", .untried),
    .init("clone3"), .init("one-thread", gap: .mustWork),
    .init("thread-bomb", gap: .fallbackAsUser), .init("memory-bomb"), .init("cpu-spin"),
    .init("open-files"), .init("signal-victim"), .init("kill-victim"), .init("signal-all"),
    .init("tgkill-victim"), .init("sigqueue-victim"), .init("fcntl-setown-victim"),
    .init("pidfd-open-victim"), .init("pidfd-getfd"), .init("ptrace-victim"),
    .init("process-vm-readv"), .init("read-victim-clock"), .init("find-victim-session"),
    .init("setuid-0", .worksAsRoot), .init("setgid-0", .worksAsRoot),
    .init("rlimit-raise", .untried), .init("nice-by-effect", .worksAsRoot),
    .init("realtime-scheduling", .worksAsRoot), .init("mlock"),
  ]

  static let network: [ProbeCase] = [
    .init("tcp-connect"), .init("dns-query"), .init("pair-with-address"), .init("tcp-bind"),
    .init("udp-send"), .init("udp6-socket"),
    .init("raw-socket", .worksAsRoot), .init("packet-socket", .worksAsRoot),
    .init("vsock-socket", .untried), .init("netlink-socket"), .init("unix-connect"),
    .init("unix-abstract-connect"), .init("unix-bind"), .init("socketpair", gap: .foreignRuntime),
  ]

  static let kernel: [ProbeCase] = [
    .init("unshare-user"), .init("setns", .worksAsRoot), .init("mount", .worksAsRoot),
    .init("umount-app", .untried), .init("fsopen", .worksAsRoot), .init("chroot", .worksAsRoot),
    .init("pivot-root", .untried), .init("io-uring", .untried), .init("bpf", .worksAsRoot),
    .init("keyctl", .untried), .init("add-key", .untried), .init("perf", .untried),
    .init("userfaultfd", .untried), .init("personality"), .init("sysv-shm"),
    .init("sysv-queue"), .init("posix-queue", .untried), .init("ioctl-high-bits"),
    .init("ioctl-other"), .init("x32-call", .untried), .init("int-80", .untried),
    .init("set-dumpable"), .init("clear-death-signal"), .init("no-new-privs-off"),
    .init("descriptor-leak"), .init("environment-leak"), .init("set-hostname", .worksAsRoot),
    .init("read-hostname", gap: .fallback), .init("set-clock", .worksAsRoot),
    .init("file-handle"), .init("open-by-handle", .worksAsRoot), .init("tiocsti", .untried),
    .init("tioclinux", .worksWithConsole), .init("load-module", .untried),
    .init("kernel-log", .worksAsRoot),
  ]

  static let all = files + processes + network + kernel

  /// What one program could do to another: its neighbour is attacked instead of a plain process.
  static let neighbours = all.filter(\.needsVictim)

  /// Whether another process of the same user is attacked.
  var needsVictim: Bool {
    name.contains("victim") || ["signal-all", "pidfd-getfd", "process-vm-readv"].contains(name)
  }

  /// What the sandbox must answer.
  func mayPass(inFallback: Bool, asRoot: Bool, isForeign: Bool = false) -> Bool {
    switch gap {
    case .none: false
    case .fallback: inFallback
    case .fallbackAsUser: inFallback && !asRoot
    case .mustWork: true
    case .foreignRuntime: isForeign
    }
  }
}

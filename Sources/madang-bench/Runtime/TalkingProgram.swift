import Glibc
import JSONRPC
import Loop
import Wire

/// A mini-program that was started somehow, spoken to over its pipes without a host.
final class TalkingProgram {
  /// How long an answer may take, in milliseconds.
  private static let answerMilliseconds: Int32 = 10_000
  private static let lineByteLimit = 65_536

  /// The process, where it is a child of this one.
  let pid: pid_t?
  private var input: OwnedDescriptor?
  private let output: OwnedDescriptor

  init(pid: pid_t?, input: consuming OwnedDescriptor, output: consuming OwnedDescriptor) {
    self.pid = pid
    self.input = consume input
    self.output = output
  }

  /// What a host asks first.
  private static let discover: [UInt8] = {
    let meta = MCP.requestMeta(
      client: MCP.Implementation(name: "madang-bench", version: "1"),
      capabilities: JSONObject([("extensions", .object(HostExtension.extensions))]))
    return Message.request(
      id: .integer(1), method: MCP.Method.discover,
      params: JSONObject([("_meta", .object(meta))])
    ).line
  }()

  /// Asks what it is and waits for the whole answer.
  func discover() throws(BenchmarkError) {
    let question = Self.discover
    guard let number = input?.raw, write(number, question, question.count) == question.count
    else {
      throw .unavailable("a program does not take its first request")
    }
    var answer: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4_096)
    while answer.last != UInt8(ascii: "\n") {
      var ready = pollfd(fd: output.raw, events: Int16(POLLIN), revents: 0)
      guard poll(&ready, 1, Self.answerMilliseconds) == 1 else {
        throw .unavailable("a program gives no first reply")
      }
      let count = read(output.raw, &chunk, chunk.count)
      guard count > 0, answer.count < Self.lineByteLimit else {
        throw .unavailable("a program ended before its first reply")
      }
      answer += chunk[..<count]
    }
    guard case .response = Message(line: answer.dropLast()) else {
      throw .unavailable("the first reply is \(String(decoding: answer, as: UTF8.self))")
    }
  }

  /// Closes its input, after which it ends by itself.
  func closeInput() { input = nil }
}

extension TalkingProgram {
  /// Starts a program directly: its words, its environment, no sandbox but what the words name.
  static func spawn(
    _ words: [String], environment: [String]
  ) throws -> TalkingProgram {
    let input = try ProcessPipe()
    let output = try ProcessPipe()
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input.reader.raw, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, output.writer.raw, STDOUT_FILENO)
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup($0) } + [nil]
    defer { for word in arguments + variables { free(word) } }
    var pid: pid_t = 0
    guard posix_spawn(&pid, words[0], &actions, nil, &arguments, &variables) == 0 else {
      throw BenchmarkError.unavailable("\(words[0]) cannot be started")
    }
    return TalkingProgram(pid: pid, input: input.keepWriter(), output: output.keepReader())
  }
}

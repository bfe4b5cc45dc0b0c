import JSONRPC
import Wire

/// A line is a message or says what is wrong; what is a message is written and read as itself.
enum EnvelopeFuzz {
  static func run(_ bytes: [UInt8]) {
    let message = Message(line: bytes)
    if case .malformed(let malformed) = message {
      _ = malformed.answer.map(reread)
      return
    }
    reread(message)
    checkTree(bytes)
  }

  private static func reread(_ message: Message) {
    let line = message.line
    precondition(line.last == 0x0A && !line.dropLast().contains(0x0A), "one line")
    precondition(Message(line: Array(line.dropLast())) == message, "read otherwise")
  }

  /// The tree of a line is written as text that reads as the same tree, as long as it says.
  static func checkTree(_ bytes: [UInt8]) {
    let tree: JSON
    do { tree = try JSON.parse(bytes) } catch { return }
    var written: [UInt8] = []
    tree.write(to: &written)
    do {
      let again = try JSON.parse(written)
      precondition(again == tree, "another tree")
    } catch {
      preconditionFailure("its own text is refused")
    }
    precondition(tree.byteCount == written.count, "another length")
    precondition(tree.canonical.canonical == tree.canonical, "canonical once is canonical")
  }
}

import Wire

/// One piece of a screen, before it is decided how it looks; every mode draws the same blocks.
struct Block: Hashable {
  /// Who speaks: a program's lines carry the rail.
  enum Origin: Hashable {
    case host, program
  }

  /// What it is.
  enum Content: Hashable {
    case title(String)
    case text(String, PageNode.TextStyle)
    case notice([String], PageNode.NoticeTone)
    case fact(String, String)
    /// For the eyes and ears of the person only: never in JSON or plain lines.
    case secret(String, String)
    case amount(String, Money, isStrong: Bool)
    case line(BillRow)
    case rule
    case item(ItemRow)
    case field(FieldRow)
    case table([String], [[String]])
    case steps([String], current: Int)
    case progress(Int64, of: Int64, String?)
    case timer(Instant, String?)
    case image(String)
    case code(String, caption: String?)
    case columns([[Block]])
    case blank
  }

  /// A line of a bill.
  struct BillRow: Hashable {
    var id: String
    var title: String
    var quantity: Int64
    var amount: Money
    var owner: Int?
  }

  /// Something to choose.
  struct ItemRow: Hashable {
    /// What kind of thing: how it looks.
    enum Kind: Hashable {
      case item, primary, normal, danger
      case option(isChosen: Bool, isMany: Bool)
      case toggle(Bool)
    }

    var kind: Kind
    var id: String
    var key: KeyLabel?
    var title: String
    var detail: String?
    var badge: String?
    var amount: Money?
    var quantity: Int64?
    var disabled: String?
  }

  /// Something to type into.
  struct FieldRow: Hashable {
    var id: String
    var key: KeyLabel?
    var label: String
    var value: String
    var isRequired: Bool
    var isFocused: Bool
  }

  var origin: Origin
  var content: Content

  static func host(_ content: Content) -> Block { Block(origin: .host, content: content) }
}

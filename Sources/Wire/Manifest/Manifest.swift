/// What a merchant publishes about an app (manifest.md).
package struct Manifest: Sendable, Hashable {
  /// How a program is run.
  package enum Runtime: String, Sendable, Hashable, CaseIterable {
    /// A static executable that needs no system file.
    case `static`
    /// An executable that needs the system's libraries, or a script that begins `#!/bin/sh`.
    case dynamic
    /// A Python file; the package carries what `pip install --target` put beside it.
    case python3
  }

  /// The interpreter that a program was published for; written by publishing, never by hand.
  package struct Interpreter: Sendable, Hashable {
    /// Its real path, without links.
    package var path: String
    /// Its minor version, `3.11`; nil where the program has no modules that depend on it.
    package var version: String?

    /// An interpreter of this machine.
    package init(path: String, version: String?) {
      self.path = path
      self.version = version
    }

    /// As it stands in a stored manifest.
    package var json: JSON {
      var members = JSONObject([("path", .string(path))])
      members["version"] = version.map(JSON.string)
      return .object(members)
    }
  }

  /// Who wrote the text that is read.
  package enum Origin: Sendable {
    /// A merchant: may not state what publishing finds out.
    case merchant
    /// Publishing itself.
    case store
  }

  /// One feature that the program offers.
  package struct Feature: Sendable, Hashable {
    /// The MCP tool's name: `order.place`.
    package var name: String
    /// What people call it.
    package var title: LocalizedText?
    /// Who may call it.
    package var visibility: Visibility
    /// Whether it only reads: no key, no commit, no lane.
    package var isQuery: Bool
    /// Whether it is refused when the page the person saw is old.
    package var confirms: Bool
    /// The tier it needs.
    package var tier: Tier
    /// What its effects need.
    package var scopes: [String]
    /// Which staff may call it; empty means all staff.
    package var roles: [Role]
    /// Whether an agent may call it.
    package var agent: Bool
    /// What it does; what a form says above its inputs.
    package var description: LocalizedText?
    /// The input schema with its titles and defaults, of which a form is made.
    package var input: JSON?
  }

  /// A way in: a code on a table, a link.
  package struct Route: Sendable, Hashable {
    /// Unique within the app: `table`.
    package var code: String
    /// The feature that draws the first page.
    package var feature: String
    /// The parameters by name; codes carry the only one as their place.
    package var params: [Param]
    /// Who is let in.
    package var kind: SessionKind
    /// What people call the place, with `{name}` for each parameter: `table {table}`.
    package var place: LocalizedText?
    /// Whether everybody has a session of their own here, instead of one for all.
    package var isOwn = false
    /// Products that this route takes: trade item numbers of 14 digits, or how they begin and `*`.
    package var products: [String] = []
  }

  /// One parameter of a route.
  package struct Param: Sendable, Hashable {
    /// Its name.
    package var name: String
    /// Its values.
    package var range: ClosedRange<Int64>
  }

  /// A right and why it is needed.
  package struct Scope: Sendable, Hashable {
    /// The right.
    package var name: String
    /// Why, for the person who is asked.
    package var reason: LocalizedText
    /// Whether the app works without it.
    package var optional: Bool
  }

  /// What one process of the app may use.
  package struct Limits: Sendable, Hashable {
    /// Memory of the process.
    package var memoryMB: Int64 = 64
    /// Processor time of one call.
    package var cpuSeconds: Int64 = 10
    /// How long one call may take.
    package var callMilliseconds: Int64 = 5_000
    /// Records of the app.
    package var storageMB: Int64 = 10
    /// Calls a second before people are told to wait.
    package var requestsPerSecond: Int64 = 1_000
    /// Keys from scan to paid.
    package var keysToPay: Int64?
    /// Questions from scan to paid.
    package var questionsToPay: Int64?
  }

  /// The app's id in reverse domain form.
  package var app: AppID
  /// What people call it; the registered name that every first page shows.
  package var name: LocalizedText
  /// The version for people: `1.5.0`.
  package var versionName: String
  /// The version for machines; grows with each publish.
  package var versionCode: Int64
  /// Who publishes and is paid.
  package var merchant: MerchantID
  /// What is started, as a path in the package: the executable or the script.
  package var program: String
  /// How the program is run.
  package var runtime: Runtime
  /// The program's folder beside the manifests' one, where the entry does not name it.
  package var folder: String? = nil
  /// What the program was published for; nil where it runs by itself.
  package var interpreter: Interpreter? = nil
  /// The language of texts given once.
  package var lang: Language
  /// What the program offers.
  package var features: [Feature]
  /// The ways in.
  package var routes: [Route]
  /// Which feature takes which event.
  package var on: [String: String]
  /// The rights it asks for.
  package var scopes: [Scope]
  /// How soon the program must have taken in a payment.
  package var deliverWithinSeconds: Int64
  /// What a process may use.
  package var limits: Limits
  /// Receipt actions it serves: `split`.
  package var receiptActions: [String: String]
  /// The merchant's settings, passed to every call.
  package var config: JSON
  /// Topics it publishes, by their short names.
  package var publishes: [String] = []
  /// Topics of other apps that it subscribes to: `kr.co.partner.app/product`.
  package var subscribes: [String] = []
  /// The highest fare of a ride in minor units, held by each pass; nil where there are no gates.
  package var maximumFare: Int64? = nil

  /// How open sessions of older versions are taken over; nil where they finish on theirs.
  package var update: Update? = nil

  /// A feature by name.
  package func feature(_ name: String) -> Feature? { features.first { $0.name == name } }

  /// A route by code.
  package func route(_ code: String) -> Route? { routes.first { $0.code == code } }

  /// Whether a right is declared.
  package func declares(scope name: String) -> Bool { scopes.contains { $0.name == name } }

  /// The host's own feature of a plain MCP server: its tools as a list, and a form for each.
  package static let startFeature = "madang.start"
  /// The way in that publishing gives to a plain MCP server.
  package static let startRoute = "start"

  /// Whether the manifest leaves its features to publishing: a plain MCP server's.
  package var isPlain: Bool { features.isEmpty || feature(Manifest.startFeature) != nil }

  /// The events a manifest may map to features.
  package static let events = [
    "bill.paid", "bill.expired", "bill.cancelled", "bill.refunded", "session.joined",
    "session.left", "reservation.expired", "hold.released", "escrow.changed",
    "bill.held", "mandate.approved", "mandate.declined", "mandate.charged",
    "mandate.failed", "mandate.past_due", "mandate.lapsed", "mandate.revoked", "gate.passed",
  ]
  /// Topics an app may publish, and topics it may subscribe to.
  package static let topicLimit = 20
  /// How the event of a topic is named in `on`: this and the topic.
  package static let topicEventPrefix = "event:"
  /// Bytes of a manifest.
  package static let byteLimit = 256 * 1024
  /// Bytes of `config`.
  package static let configByteLimit = 64 * 1024
  /// Products of one route.
  package static let productLimit = 2_000
  /// Features of one app.
  package static let featureLimit = 100
}

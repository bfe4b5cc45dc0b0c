import Wire

/// Which linked card or account an option means.
enum FundingChoice {
  /// `--card[=SOURCE]` or `--account[=SOURCE]`; nil where neither is given.
  static func source(
    _ invocation: Invocation, _ link: DaemonLink
  ) throws(ShellFailure) -> FundingSourceID? {
    for kind in FundingSource.Kind.allCases {
      guard let name = invocation.options["--\(kind.rawValue)"] else { continue }
      if !name.isEmpty { return FundingSourceID(name) }
      let sources = try link.call(FundingListMethod.self, .init()).sources
        .filter { $0.kind == kind }
      guard sources.count == 1 else {
        throw .fault(
          ShellFault(
            .usage,
            ["reason": .string("\(sources.count) are linked; name one: --\(kind.rawValue)=SOURCE")])
        )
      }
      return sources[0].source
    }
    return nil
  }
}

import Wire

/// What the shell can be told on the command line: one type a command, one file each.
protocol Command: Sendable {
  /// The words that name it: `wallet topup`.
  static var words: [String] { get }
  /// Where help lists it.
  static var group: CommandGroup { get }
  /// What it does, in one sentence.
  static var summary: LocalizedText { get }
  /// What follows the words: `BILL --amount N`.
  static var synopsis: String { get }
  /// Its own options.
  static var options: [CommandOption] { get }
  /// Lines somebody may copy.
  static var examples: [String] { get }
  /// Does it.
  static func run(_ invocation: Invocation) throws(ShellFailure) -> ExitCode
}

extension Command {
  static var synopsis: String { "" }
  static var options: [CommandOption] { [] }
  static var examples: [String] { [] }
  /// The words as one text.
  static var name: String { words.joined(separator: " ") }
}

/// The headings of help.
enum CommandGroup: CaseIterable {
  case everyday, money, shop, merchant, tools

  /// What stands above the group.
  var title: LocalizedText {
    switch self {
    case .everyday: LocalizedText(ko: "일상", en: "Everyday")
    case .money: LocalizedText(ko: "돈", en: "Money")
    case .shop: LocalizedText(ko: "가게 직원", en: "Shop staff")
    case .merchant: LocalizedText(ko: "가맹점", en: "Merchants")
    case .tools: LocalizedText(ko: "도구", en: "Tools")
    }
  }
}

/// Every command there is; help, completion and dispatch read this list.
enum CommandList {
  static let all: [any Command.Type] = [
    ScanCommand.self, OpenCommand.self, CallCommand.self, InboxCommand.self,
    PhoneCommand.self,
    OrdersCommand.self, PayCommand.self, SplitCommand.self, WalletShowCommand.self,
    WalletTopUpCommand.self, WalletWithdrawCommand.self, WalletCardLinkCommand.self,
    WalletCardConfirmCommand.self, WalletCardListCommand.self, WalletCardRemoveCommand.self,
    WalletPINSetCommand.self, WalletPINShowCommand.self, WalletQuickPayCommand.self,
    PhoneApproveCommand.self, WalletHistoryCommand.self, WalletAuditCommand.self,
    WalletLookupCommand.self, ShopOrdersCommand.self, ShopOpenCommand.self, ShopQRCommand.self,
    ShopStaffInviteCommand.self, ShopChargeCommand.self, PayCodeCommand.self, LoginCommand.self,
    ShopRefundCommand.self, ShopTillAddCommand.self, ShopTillListCommand.self,
    ShopTillRemoveCommand.self, ShopTillKeyCommand.self, IDVerifyAssertionCommand.self,
    InviteCommand.self, QRShowCommand.self, QRConfirmCommand.self, QRCancelCommand.self,
    QRWaitCommand.self, QRClaimCommand.self, GateCodeCommand.self, GateCommand.self,
    MerchantPublishCommand.self, MerchantListCommand.self,
    MerchantErrorsCommand.self, MerchantLogsCommand.self, MerchantCallsCommand.self,
    MerchantReplayCommand.self, MerchantRedeliverCommand.self,
    MerchantKillCommand.self, MerchantRestoreCommand.self,
    IDVerifyPhoneCommand.self, IDVerifyNameCommand.self, IDDevicesCommand.self,
    IDDevicesRevokeCommand.self, IDNicknameCommand.self, IDExportCommand.self, IDEraseCommand.self,
    ConsentListCommand.self, ConsentLogCommand.self, ConsentAllowCommand.self,
    ConsentRevokeCommand.self, InboxMuteCommand.self,
    TradePostCommand.self, TradeItemsCommand.self, TradeOpenCommand.self,
    TradeFundCommand.self, TradeShipCommand.self, TradeReceiveCommand.self,
    TradeRejectCommand.self, TradeReturnCommand.self, TradeDisputeCommand.self,
    TradeCancelCommand.self, TradeShowCommand.self, TradeListCommand.self,
    TradeResolveCommand.self, TradeTrackCommand.self, TradeDriftCommand.self,
    WalletMandatesCommand.self, WalletMandateShowCommand.self, WalletMandateRevokeCommand.self,
    WalletMandatePayCommand.self, MerchantStatementCommand.self,
    TradeReconcileCommand.self, TradeFaultCommand.self,
    AgentAddCommand.self, AgentListCommand.self, AgentAppsCommand.self, AgentRevokeCommand.self,
    AgentProposalsCommand.self, AgentApproveCommand.self, AgentDeclineCommand.self,
    QuestionsCommand.self, AnswerCommand.self, BenefitsCommand.self, FollowCommand.self,
    MCPCommand.self,
    IDShowCommand.self, IDNewCommand.self, DriveCommand.self, DemoLunchCommand.self,
    QRParseCommand.self, QREncodeCommand.self, QRDecodeCommand.self,
    DoctorCommand.self, ExplainCommand.self, CompletionCommand.self, HelpCommand.self,
  ]

  /// The command that the words begin with; the longest name wins.
  static func named(_ words: [String]) -> (any Command.Type)? {
    all.filter { words.starts(with: $0.words) }.max { $0.words.count < $1.words.count }
  }
}

/// Every method of the client protocol: one line each.
package enum MethodList {
  /// All methods, in the order of the reference.
  package static let all: [any Method.Type] = [
    HelloMethod.self,
    HelloProveMethod.self,
    IdentityShowMethod.self,
    IdentityUpdateMethod.self,
    IdentitySendCodeMethod.self,
    IdentityConfirmCodeMethod.self,
    IdentityStartMethod.self,
    IdentityAskMethod.self,
    IdentityConfirmMethod.self,
    IdentityDevicesMethod.self,
    IdentityRevokeMethod.self,
    IdentityExportMethod.self,
    IdentityEraseMethod.self,
    ConsentListMethod.self,
    ConsentSetMethod.self,
    ConsentLogMethod.self,
    WalletBalanceMethod.self,
    WalletTopUpMethod.self,
    WalletTransferMethod.self,
    WalletHistoryMethod.self,
    WalletLookupMethod.self,
    WalletAuditMethod.self,
    BillShowMethod.self,
    BillPayMethod.self,
    BillListMethod.self,
    BillCancelMethod.self,
    BillRefundMethod.self,
    ReceiptOpenMethod.self,
    QRScanMethod.self,
    SessionOpenMethod.self,
    SessionCallMethod.self,
    SessionLeaveMethod.self,
    SessionListMethod.self,
    InboxListMethod.self,
    PhoneInboxMethod.self,
    InboxClaimMethod.self,
    InboxMuteMethod.self,
    ShopBillsMethod.self,
    ShopOpenMethod.self,
    ShopCodesMethod.self,
    ShopInviteMethod.self,
    RegistryPublishMethod.self,
    RegistryListMethod.self,
    AdminStatusMethod.self,
    AdminAuditMethod.self,
    AdminClockMethod.self,
    AdminTokenMethod.self,
    AdminRotateKeysMethod.self,
    AdminVerificationsMethod.self,
    AdminStopMethod.self,
  ]

  /// The method of a name.
  package static func named(_ name: String) -> (any Method.Type)? { byName[name] }

  private static let byName: [String: any Method.Type] = Dictionary(
    uniqueKeysWithValues: all.map { ($0.name, $0) })
}

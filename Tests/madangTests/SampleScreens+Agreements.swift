import Wire

@testable import madang

/// What a person agreed to, as the wallet shows it.
extension SampleScreens {
  private static let noon = Instant(milliseconds: 1_763_680_000_000)

  static func mandate(_ status: MandateView.Status) -> MandateView {
    var mandate = MandateView(
      mandate: MandateID("md_\(status.rawValue)"), app: AppID("kr.co.beanhouse.club"),
      payee: LocalizedText(ko: "콩다방", en: "Bean House"),
      title: LocalizedText(ko: "매달 원두 500g", en: "500 g of beans a month"),
      terms: MandateTerms(maxPerCharge: 18_000, maxPerPeriod: 18_000, total: 216_000),
      status: status, created: noon, expires: noon.adding(seconds: 86_400))
    guard status == .pastDue else { return mandate }
    mandate.approved = noon
    mandate.period = 2
    mandate.periodEnds = noon.adding(seconds: 90 * 86_400)
    mandate.chargedTotal = 36_000
    mandate.owed = 18_000
    mandate.nextStep = noon.adding(seconds: 74 * 86_400)
    return mandate
  }

  /// A deal that is over.
  static let soldDeal: DealView = {
    var sold = deal
    sold.deal = DealID("d_4t8w")
    sold.title = LocalizedText(ko: "책장", en: "Bookcase")
    sold.price = Money(35_000, .krw)
    (sold.status, sold.turn, sold.automatic, sold.suspended) = (.settled, nil, nil, nil)
    sold.purse = DealView.Purse(seller: 34_650, fee: 350)
    sold.actions = []
    sold.sentences = [
      LocalizedText(
        ko: "₩34,650이 판매자에게 갔습니다.", en: "₩34,650 went to the seller."),
      LocalizedText(ko: "끝난 거래입니다.", en: "The deal is over."),
      LocalizedText(ko: "더 바뀌지 않습니다.", en: "Nothing changes any more."),
    ]
    return sold
  }()

  static let deal = DealView(
    deal: DealID("d_7k2m"), item: ItemID("i_9x4q"),
    title: LocalizedText(ko: "접이식 자전거", en: "Folding bike"), quantity: 1,
    price: Money(80_000, .krw), fee: 800, buyer: PersonID("p_mina"), seller: PersonID("p_joon"),
    role: .buyer, status: .shipping, purse: DealView.Purse(escrow: 80_000), turn: .carrier,
    automatic: DealView.Automatic(status: .disputed, at: noon.adding(seconds: 14 * 86_400)),
    suspended: "onTheWay",
    sentences: [
      LocalizedText(
        ko: "₩80,000이 안전거래 계좌에 있습니다.", en: "₩80,000 lies in the deal's own account."),
      LocalizedText(ko: "배송 중입니다.", en: "The carrier's turn: it is on its way."),
      LocalizedText(
        ko: "2025-12-04T23:06:40Z까지 도착하지 않으면 운영자가 살펴봅니다.",
        en: "If it has not arrived by 2025-12-04T23:06:40Z, the operator looks at it."),
    ],
    deliveries: [
      DeliveryView(
        number: 1, kind: .outbound, status: .inTransit, carrier: "CJ", tracking: "6401-2233",
        registered: noon, seen: noon, changed: noon, revision: 1)
    ],
    actions: ["receive", "reject", "dispute"], provider: "sandbox-step", merchantOrder: "mo_1",
    providerTransaction: "tid_1", fence: 1, reason: nil, created: noon)
}

import Testing

@testable import Wire

/// What is read and written directly must be what Codable's containers would make of it.
@Suite struct DirectJSONTests {
  static let params: [WalletTransferMethod.Params] = [
    .init(key: "0123456789abcdef", to: PersonID("p_1"), amount: 5, currency: .krw),
    .init(key: "k", to: PersonID(""), amount: .min, currency: .usd, memo: "점심 \"\u{1}"),
    .init(key: "", to: PersonID("p"), amount: 0, currency: .krw, memo: ""),
  ]
  static let results: [WalletTransferMethod.Result] = [
    .init(transfer: TransferID("t_1"), balance: 5),
    .init(transfer: TransferID("t_2"), balance: -1, replayed: true),
    .init(transfer: TransferID(""), balance: 0, replayed: false),
  ]

  @Test(arguments: params)
  func paramsAreTheSameBothWays(_ params: WalletTransferMethod.Params) throws {
    let json = JSON(encodingByContainers: params)
    #expect(JSON(encoding: params).text == json.text)
    let object = try #require(json.object)
    #expect(WalletTransferMethod.Params(direct: object) == params)
    #expect(try json.decode(WalletTransferMethod.Params.self) == params)
  }

  @Test(arguments: results)
  func resultsAreTheSameBothWays(_ result: WalletTransferMethod.Result) throws {
    let json = JSON(encodingByContainers: result)
    #expect(JSON(encoding: result).text == json.text)
    #expect(try json.decode(WalletTransferMethod.Result.self) == result)
  }

  /// What is unusual is left to the ordinary way, which names the member at fault.
  @Test(arguments: [
    (#"{"key":"k","to":"p","amount":1}"#, "/currency"),
    (#"{"key":"k","to":"p","amount":"1","currency":"KRW"}"#, "/amount"),
    (#"{"key":"k","to":"p","amount":1.5,"currency":"KRW"}"#, "/amount"),
    (#"{"key":"k","to":7,"amount":1,"currency":"KRW"}"#, "/to"),
    (#"{"key":"k","to":"p","amount":1,"currency":"XXX"}"#, "/currency"),
    (#"{"key":"k","to":"p","amount":1,"currency":"KRW","memo":5}"#, "/memo"),
    (#"{"key":"k","to":"p","amount":1.0,"currency":"KRW"}"#, "ok"),
    (#"{"key":"k","to":"p","amount":1,"currency":"KRW","memo":null,"more":1}"#, "ok"),
  ])
  func faultsAreNamedAsBefore(text: String, expected: String) throws {
    let json = try JSON.parse(text)
    do throws(DecodingError) {
      _ = try json.decode(WalletTransferMethod.Params.self)
      #expect(expected == "ok")
    } catch {
      #expect(error.pointerAndReason.pointer == expected)
    }
  }
}

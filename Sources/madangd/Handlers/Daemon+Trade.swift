import Platform
import Wire

/// Safe trades, one line a method.
extension Daemon where Core == Platform {
  /// Registers the methods of safe trades.
  func handleTrade() {
    read(TradeItemsMethod.self) { core, _, params, _ in try core.tradeItems(params) }
    read(TradeListMethod.self) { core, person, params, now in
      try core.tradeList(person, params, now: now)
    }
    change(TradePostMethod.self) { try $0.tradePost($1, $2, $3, now: $4) }
    change(TradeOpenMethod.self) { try $0.tradeOpen($1, $2, $3, now: $4) }
    change(TradeShipMethod.self) { try $0.tradeShip($1, $2, $3, now: $4) }
    change(TradeReceiveMethod.self) { try $0.tradeReceive($1, $2, $3, now: $4) }
    change(TradeRejectMethod.self) { try $0.tradeReject($1, $2, $3, now: $4) }
    change(TradeReturnMethod.self) { try $0.tradeReturn($1, $2, $3, now: $4) }
    change(TradeDisputeMethod.self) { try $0.tradeDispute($1, $2, $3, now: $4) }
    change(TradeCancelMethod.self) { try $0.tradeCancel($1, $2, $3, now: $4) }
    operate(TradeResolveMethod.self) { try $0.tradeResolve($1, $2, now: $3) }
    operate(TradeTrackMethod.self) { try $0.tradeTrack($1, $2, now: $3) }
    operate(TradeReconcileMethod.self) { try $0.tradeReconcile($1, $2, now: $3) }
    operate(TradeFaultMethod.self) { try $0.tradeFault($1, $2, now: $3) }
    dispatcher.handle(TradeShowMethod.self) { [unowned self] params, caller, reply in
      core.submit(for: reply) { core, now in
        let known = try caller.person.map { try core.person($0, caller) }
        let result = try core.tradeShow(known, params, now: now)
        return { reply.ok(result) }
      }
    }
    dispatcher.handle(TradeDriftMethod.self) { [unowned self] _, _, reply in
      core.submit(for: reply) { core, _ in
        let result = try core.tradeDrift()
        return { reply.ok(result) }
      }
    }
  }

  /// Changes something for the operator, once for its key.
  private func operate<M: Method>(
    _ method: M.Type,
    _ run: @escaping @Sendable (Platform, M.Params, RequestBody, Instant) throws -> Outcome<JSON>
  ) where M.Params: Keyed {
    dispatcher.handle(method) { [unowned self] params, _, reply in
      submit(for: reply) { core, now in
        try run(core, params, RequestBody(M.self, params), now)
      }
    }
  }
}

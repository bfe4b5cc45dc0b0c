import Host
import JSONSchema
import Platform
import Wire

/// Publishing: the manifest is checked, the program stored by its content, started once in its
/// sandbox and asked what it offers; only then the version exists.
extension Daemon where Core == Platform {
  /// Registers `registry.publish`.
  func handlePublishing(_ programs: Programs, _ worker: Worker<BundleStore>) {
    dispatcher.handle(RegistryPublishMethod.self) { [unowned self] params, caller, reply in
      guard let person = caller.person else { return reply.refuse(Refusal(AuthError.personOnly)) }
      let publication = Publication(
        person: person, caller: caller, params: params, reply: reply)
      check(publication, programs, worker)
    }
  }

  private func check(
    _ publication: Publication, _ programs: Programs, _ worker: Worker<BundleStore>
  ) {
    let bound = LoopBound((self, programs))
    let params = publication.params
    core.submit(for: publication.reply) { core, now in
      let known = try core.person(publication.person, publication.caller)
      if let replayed = try core.replayed(known, publication.body) {
        return { publication.reply.finish(replayed.result) }
      }
      let manifest: Manifest
      do {
        manifest = try core.checkPublish(known, manifest: params.manifest)
      } catch let refusal as Refusal {
        let outcome = try core.refuse(known, publication.body, refusal, now: now)
        return { publication.reply.finish(outcome.result) }
      }
      return {
        worker.submit(for: publication.reply) { store in
          do throws(Refusal) {
            let bundle = try Publication.store(params.source, manifest, in: store)
            return { bound.value.0.inspect(publication, manifest, bundle, bound.value.1) }
          } catch {
            return { bound.value.0.refuse(publication, error) }
          }
        }
      }
    }
  }

  /// Refuses what the program on the disk is at fault for; a final refusal sticks to its key.
  private func refuse(_ publication: Publication, _ refusal: Refusal) {
    submit(for: publication.reply) { core, now in
      try core.refuse(
        try core.person(publication.person, publication.caller), publication.body, refusal,
        now: now)
    }
  }

  private func inspect(
    _ publication: Publication, _ manifest: Manifest, _ bundle: Bundle, _ programs: Programs
  ) {
    programs.inspect(bundle, manifest) { [unowned self] result in
      do throws(Refusal) {
        let tools = try Publication.frozen(try result.get(), manifest)
        submit(for: publication.reply) { core, now in
          let known = try core.person(publication.person, publication.caller)
          return try core.publish(
            known, manifest: publication.params.manifest, digest: bundle.digest, tools: tools,
            publication.body, now: now)
        }
      } catch { refuse(publication, error) }
    }
  }
}

/// One publication on its way.
struct Publication: Sendable {
  let person: PersonID
  let caller: Caller
  let params: RegistryPublishMethod.Params
  let reply: Reply<RegistryPublishMethod>

  var body: RequestBody { RequestBody(RegistryPublishMethod.name, params) }

  /// Copies the program into the store; it must carry the executable that the manifest names.
  static func store(
    _ source: String, _ manifest: Manifest, in store: BundleStore
  ) throws(Refusal) -> Bundle {
    guard source.hasPrefix("/") else {
      throw .invalid(pointer: "/source", reason: "must be an absolute path")
    }
    let bundle: Bundle
    do throws(BundleFailure) {
      bundle = try store.add(source)
    } catch {
      throw Refusal(RegistryError.programMissing, ["reason": .string("\(error)")])
    }
    guard bundle.canRun(manifest.program) else {
      throw Refusal(
        RegistryError.programMissing,
        ["reason": .string("there is no executable file \(manifest.program)")])
    }
    return bundle
  }

  /// What is frozen into the release: each declared feature with its canonical input schema. The
  /// program must offer exactly what the manifest declares.
  static func frozen(_ tools: FrozenTools, _ manifest: Manifest) throws(Refusal) -> JSON {
    if let undeclared = tools.names.first(where: { manifest.feature($0) == nil }) {
      throw Refusal(.undeclared(undeclared))
    }
    if let missing = manifest.features.first(where: { tools.json[$0.name] == nil }) {
      throw Refusal(.missing(missing.name))
    }
    let frozen = tools.json
    for tool in frozen.object?.members ?? [] {
      do throws(SchemaFault) {
        _ = try JSONSchema(tool.value)
      } catch {
        let (pointer, reason) = error.pointerAndReason
        throw Refusal(
          RegistryError.schemaInvalid,
          [
            "feature": .string(tool.key), "pointer": .string(pointer), "reason": .string(reason),
          ])
      }
    }
    return frozen
  }
}

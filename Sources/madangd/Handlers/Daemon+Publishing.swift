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
            let resolved = try Publication.resolved(manifest, bundle)
            return { bound.value.0.inspect(publication, resolved, bundle, bound.value.1) }
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
        let offered = try result.get()
        let text = try Publication.text(publication.params.manifest, offered, manifest)
        let tools = try Publication.frozen(offered, manifest)
        let warmed = LoopBound((self, programs))
        core.submit(for: publication.reply) { core, now in
          let known = try core.person(publication.person, publication.caller)
          let outcome = try core.publish(
            known, manifest: text, digest: bundle.digest, tools: tools,
            publication.body, now: now)
          let key = ReleaseKey(app: manifest.app, version: manifest.versionCode)
          let release = try core.release(key)
          return {
            let (daemon, programs) = warmed.value
            daemon.publish(outcome.notices, outcome.owesCalls)
            // The first person on the new version need not wait for its start.
            if let release { programs.warm(release) }
            publication.reply.finish(outcome.result)
          }
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

  var body: RequestBody { RequestBody(RegistryPublishMethod.self, params) }

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
    let isThere =
      manifest.runtime == .static
      ? bundle.canRun(manifest.program) : bundle.holds(manifest.program)
    guard isThere else {
      let kind = manifest.runtime == .static ? "executable file" : "file"
      throw Refusal(
        RegistryError.programMissing,
        ["reason": .string("there is no \(kind) \(manifest.program)")])
    }
    return bundle
  }

  /// The manifest with the interpreter of this machine, which the release is bound to.
  static func resolved(_ manifest: Manifest, _ bundle: Bundle) throws(Refusal) -> Manifest {
    var resolved = manifest
    do throws(RuntimeFailure) {
      resolved.interpreter = try SystemRuntime.interpreter(for: manifest, in: bundle)
    } catch {
      throw Refusal(ProgramError.runtimeMismatch, ["reason": .string(error.reason)])
    }
    return resolved
  }

  /// The manifest as it is kept: with the interpreter, and with the features of a plain server,
  /// each of whose forms must be a page that may be shown.
  static func text(
    _ text: String, _ tools: [MCP.Tool], _ manifest: Manifest
  ) throws(Refusal) -> String {
    let kept: String
    do throws(JSONError) {
      kept = try PlainManifest.text(
        text, tools: tools, interpreter: manifest.interpreter, isPlain: manifest.isPlain)
    } catch {
      preconditionFailure("a manifest that was read is JSON")
    }
    let reading = Manifest.read(Array(kept.utf8), from: .store)
    for form in reading.manifest.flatMap(PlainServer.init)?.forms ?? [] {
      do throws(DocumentIssue) {
        _ = try Page.read(form.page.json)
      } catch {
        throw Refusal(
          RegistryError.programMismatch,
          [
            "reason": .string(
              "the form of \(form.feature): \(error.pointer) \(error.message.text(in: .english))")
          ])
      }
    }
    return kept
  }

  /// What is frozen into the release: each declared feature with its canonical input schema. The
  /// program must offer exactly what the manifest declares.
  static func frozen(_ offered: [MCP.Tool], _ manifest: Manifest) throws(Refusal) -> JSON {
    let tools = FrozenTools(offered)
    if manifest.isPlain { return try compiled(tools) }
    if let undeclared = tools.names.first(where: { manifest.feature($0) == nil }) {
      throw Refusal(.undeclared(undeclared))
    }
    if let missing = manifest.features.first(where: { tools.json[$0.name] == nil }) {
      throw Refusal(.missing(missing.name))
    }
    return try compiled(tools)
  }

  /// The schemas, each of which must be one that arguments can be checked by.
  private static func compiled(_ tools: FrozenTools) throws(Refusal) -> JSON {
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

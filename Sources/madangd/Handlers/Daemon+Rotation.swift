import Platform
import Wire

/// Rotating the key of personal data while the daemon serves.
extension Daemon where Core == Platform {
  /// Registers `admin.rotateKeys`, and goes on with a rotation that an earlier daemon began.
  func handleRotation(_ worker: Worker<PlatformReader>) {
    let rotation = KeyRotation(core: core, worker: worker, ring: home.keys)
    dispatcher.handle(AdminRotateKeysMethod.self) { params, _, reply in
      rotation.begin(RequestBody(AdminRotateKeysMethod.self, params), reply)
    }
    rotation.goOn { _ in }
  }
}

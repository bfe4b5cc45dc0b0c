/// Lists the devices that are the caller, newest first.
package enum IdentityDevicesMethod: Method {
  /// What the caller sends.
  package typealias Params = NoParams

  /// What the daemon answers.
  package struct Result: Codable, Sendable, Hashable {
    /// The devices.
    package var devices: [DeviceView]

    /// What the daemon answers.
    package init(devices: [DeviceView]) {
      self.devices = devices
    }
  }

  package static let name = "identity.devices"
  package static let summary =
    "Lists the devices that are the caller, newest first."
  package static let access = MethodAccess.person()
  package static let lane = MethodLane.core
  package static let example = MethodExample(
    params: [:],
    result: ["devices": [["device": "dev_7k2m9q", "added": 1_763_680_000_000, "current": true]]])
}

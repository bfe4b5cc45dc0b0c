/// Why a file was not opened with this build's schema.
package enum MigrationError: Error, Equatable, Sendable {
  /// The file was written by a later build; names the first step unknown here.
  case newer(String)
  /// A step was edited after this file had seen it.
  case changed(String)
  /// A step could not be applied; the file is as before it.
  case failed(String, StoreError)
  /// The file could not be read.
  case store(StoreError)

  /// The sentence for an English reader.
  package var english: String {
    switch self {
    case .newer(let name):
      "The data was written by a newer Madang (\(name)); start that version instead."
    case .changed(let name):
      "The data was written by a different build of Madang (\(name) differs)."
    case .failed(let name, let error): "The data could not be brought to \(name): \(error)."
    case .store(let error): "The data could not be read: \(error)."
    }
  }

  /// The sentence for a Korean reader.
  package var korean: String {
    switch self {
    case .newer(let name): "더 새로운 마당이 쓴 데이터예요(\(name)). 그 버전으로 시작해 주세요."
    case .changed(let name): "다른 빌드의 마당이 쓴 데이터예요(\(name)이(가) 달라요)."
    case .failed(let name, let error): "데이터를 \(name)(으)로 올리지 못했어요: \(error)."
    case .store(let error): "데이터를 읽지 못했어요: \(error)."
    }
  }
}

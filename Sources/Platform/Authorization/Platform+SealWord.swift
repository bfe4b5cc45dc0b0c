import Crypto
import Wire

/// The private word that only a real sheet of the host can show, because programs never learn it.
extension Platform {
  private static let qualities = [
    "고요한", "느긋한", "단단한", "맑은", "반가운", "새하얀", "수줍은", "싱그러운", "아담한", "알뜰한", "은은한",
    "잔잔한", "조그만", "포근한", "푸른", "향긋한",
  ]
  private static let things = [
    "감나무", "강아지", "개울", "고래", "구름", "굴뚝새", "나룻배", "느티나무", "다람쥐", "달팽이", "도라지",
    "돌담", "두루미", "등대", "메아리", "모과", "무지개", "물레방아", "반딧불", "보리밭", "뻐꾸기", "산딸기",
    "솔방울", "수달", "여치", "오솔길", "옹달샘", "조약돌", "처마", "청보리", "토끼풀", "해바라기",
  ]

  /// The person's own word: the same for ever, unlike that of others, and computed by nobody
  /// without the daemon's keys.
  func sealWord(of person: Person) -> String {
    let tag = keys.pepper.tag(Array("madang/seal/1".utf8) + Array(person.person.text.utf8))
    let quality = Platform.qualities[Int(tag[0]) % Platform.qualities.count]
    let thing = Platform.things[Int(tag[1]) % Platform.things.count]
    return "\(quality) \(thing) \(Int(tag[2]) % 90 + 10)"
  }
}

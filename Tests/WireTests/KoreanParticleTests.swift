import Testing
import Wire

@Suite struct KoreanParticleTests {
  @Test(arguments: [
    ("국수이(가)", "국수가"), ("비빔밥이(가)", "비빔밥이"), ("주문 1이(가)", "주문 1이"),
    ("주문 2이(가)", "주문 2가"), ("김밥을(를) 콜라을(를)", "김밥을 콜라를"),
    ("\"칼국수\"은(는)", "\"칼국수\"는"), ("서울(으)로", "서울로"), ("부산(으)로", "부산으로"),
    ("10(으)로", "10으로"), ("7(으)로", "7로"), ("물과(와) 불", "물과 불"),
    ("menu이(가)", "menu이(가)"), ("이(가)", "이(가)"), ("없음", "없음"),
  ]) func formsFollowTheWord(text: String, expected: String) {
    #expect(text.withKoreanParticles == expected)
  }
}

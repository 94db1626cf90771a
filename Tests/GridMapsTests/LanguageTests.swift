import GridMaps
import Testing

@Suite struct LanguageTests {
  @Test("The sheet's own words exist in every language, and English has no Chinese in it")
  func words() {
    for word in MapLanguage.Word.allCases {
      let texts = MapLanguage.allCases.map { $0.word(word) }
      #expect(texts.allSatisfy { !$0.isEmpty })
      #expect(MapLanguage.english.word(word).utf8.allSatisfy { $0 < 0x80 })
      #expect(MapLanguage.chinese.word(word).utf8.allSatisfy { $0 >= 0x80 })
    }
    #expect(MapLanguage.chinese.word(.legend) != MapLanguage.traditionalChinese.word(.legend))
    #expect(MapLanguage.english.page(2, of: 9) == "page 2 of 9")
  }

  @Test("What is too wide for its line is broken, and a break makes a text taller")
  func breaks() throws {
    let type = try Typesetter(language: .chinese)
    let free = type.measure("二级网格 second-level grids", TextStyle(size: 10))
    let broken = type.measure("二级网格 second-level grids", TextStyle(size: 10, lineWidth: 60))
    #expect(broken.width <= 60 && free.width > 60 && broken.height > 1.8 * free.height)
    let half = type.measure("二级网格 second-level grids", TextStyle(size: 5))
    #expect(abs(half.width * 2 / free.width - 1) < 0.01)
  }
}

import Foundation
import GridMaps
import Testing

/// The catalogue of the page's program, read as text.
private struct Catalogue {
  struct Entry {
    let id: String
    let en: String
    let zh: String
  }

  let entries: [Entry]
  let program: String
  let page: String

  init() throws {
    program = String(decoding: ConditionsPage.program, as: UTF8.self)
    page = String(decoding: try PageFixtures.page().html(), as: UTF8.self)
    let line = #/^  '(?<id>[a-z.\-]+)': \{en: (?<en>'.*'|".*"), zh: (?<zh>'.*'|".*")\},$/#.anchorsMatchLineEndings()
    entries = program.matches(of: line).map {
      Entry(id: String($0.id), en: String($0.en.dropFirst().dropLast()), zh: String($0.zh.dropFirst().dropLast()))
    }
  }
}

@Suite("The words of the page")
struct PageWordsTests {
  private let catalogue: Catalogue
  init() throws { catalogue = try Catalogue() }

  @Test("Every entry has words in both languages, once")
  func complete() throws {
    let start = try #require(catalogue.program.range(of: "const WORDS = {\n"))
    let end = try #require(catalogue.program.range(of: "\n};", range: start.upperBound..<catalogue.program.endIndex))
    let lines = catalogue.program[start.upperBound..<end.lowerBound].split(separator: "\n")
    #expect(lines.count == catalogue.entries.count, "each line of the catalogue is an entry with both languages")
    #expect(catalogue.entries.count > 100)
    #expect(Set(catalogue.entries.map(\.id)).count == catalogue.entries.count)
    for entry in catalogue.entries {
      #expect(!entry.en.isEmpty && !entry.zh.isEmpty, "\(entry.id)")
      // Gaps to fill are the same in both.
      let gaps = [entry.en, entry.zh].map { text in Set(text.matches(of: #/\{(\d)/#).map { String($0.1) }) }
      #expect(gaps[0] == gaps[1], "\(entry.id)")
    }
  }

  @Test("English has no Chinese characters but the name of the other language, and Chinese has some")
  func scripts() {
    func hasHan(_ text: String) -> Bool {
      text.unicodeScalars.contains { (0x3000...0x9FFF).contains($0.value) || (0xFF00...0xFFEF).contains($0.value) }
    }
    for entry in catalogue.entries where entry.id != "language" {
      #expect(!hasHan(entry.en), "\(entry.id)")
      #expect(hasHan(entry.zh), "\(entry.id)")
    }
    #expect(!hasHan(catalogue.page.components(separatedBy: "<script").first.map(Self.body) ?? ""))
  }

  private static func body(_ markup: String) -> String { markup.components(separatedBy: "</style>").last ?? "" }

  @Test("Every id that is used is there, and every one that is there is used")
  func used() {
    let ids = Set(catalogue.entries.map(\.id))
    let quoted = catalogue.page.matches(
      of: #/(?:say\((?:[^()]*\? )?|data-say=|data-label=|data-hint=)["']([a-z.\-]+)["']/#)
    var used = Set(quoted.map { String($0.1) })
    for id in used where !id.hasSuffix(".") { #expect(ids.contains(id), "\(id) is used and not in the catalogue") }
    // Ids put together from a beginning and what comes after it.
    let beginnings = used.filter { $0.hasSuffix(".") }
    for id in ids where beginnings.contains(where: id.hasPrefix) { used.insert(id) }
    for match in catalogue.program.matches(of: #/say\([a-zA-Z.]+ \? '([a-z.\-]+)' : '([a-z.\-]+)'\)/#) {
      used.formUnion([String(match.1), String(match.2)])
    }
    #expect(ids.subtracting(used).sorted() == [], "words that nothing says")
  }
}

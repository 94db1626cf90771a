/// Chinese for the sentences of the rooms below, which speak English only: a catalogue of sentences with holes, such as
/// `feature {}: it has no geometry`. What stands in a hole is put into Chinese in its turn, and stays as it is where the
/// catalogue has nothing for it: names, codes, numbers.
enum ChineseWording {
  /// The Chinese of a sentence, or the sentence itself.
  ///
  /// - Complexity: O(phrases · length).
  static func of(_ english: String) -> String { translated(english, depth: 0) ?? english }

  private static func translated(_ english: String, depth: Int) -> String? {
    guard depth < 6, !english.isEmpty else { return nil }
    for phrase in phrases {
      guard let words = phrase.match(english) else { continue }
      return phrase.filled(with: words.map { translated($0, depth: depth + 1) ?? $0 })
    }
    return nil
  }

  private static let phrases: [Phrase] = catalogue.map { Phrase(english: $0.en, chinese: $0.zh) }

  private struct Phrase {
    /// What stands before, between and after the holes.
    let english: [String]
    let chinese: [String]

    init(english: String, chinese: String) {
      self.english = Self.parts(english)
      self.chinese = Self.parts(chinese)
    }

    private static func parts(_ text: String) -> [String] {
      var parts = [""]
      var rest = Substring(text)
      while let character = rest.first {
        if rest.hasPrefix("{}") {
          parts.append("")
          rest = rest.dropFirst(2)
        } else {
          parts[parts.count - 1].append(character)
          rest = rest.dropFirst()
        }
      }
      return parts
    }

    /// What stands in the holes; `nil` for another sentence.
    func match(_ text: String) -> [String]? {
      guard let first = english.first, let last = english.last, text.hasPrefix(first) else { return nil }
      if english.count == 1 { return text == first ? [] : nil }
      guard text.utf8.count >= first.utf8.count + last.utf8.count, text.hasSuffix(last) else { return nil }
      var rest = text.dropFirst(first.count).dropLast(last.count)
      var words: [String] = []
      for part in english.dropFirst().dropLast() {
        guard let place = rest.firstRange(of: part) else { return nil }
        words.append(String(rest[..<place.lowerBound]))
        rest = rest[place.upperBound...]
      }
      return words + [String(rest)]
    }

    func filled(with words: [String]) -> String {
      var text = chinese.first ?? ""
      for (part, word) in zip(chinese.dropFirst(), words) { text += word + part }
      return text
    }
  }
}

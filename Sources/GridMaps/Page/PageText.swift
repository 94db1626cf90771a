/// Words of a page in both of its languages. Names of places stand in them in their own script.
public struct PageText: Hashable, Sendable {
  public var en: String
  public var zh: String

  /// The same said twice.
  public init(en: String, zh: String) {
    self.en = en
    self.zh = zh
  }

  /// What is the same in both, such as a name.
  public init(_ text: String) { self.init(en: text, zh: text) }
}

/// A value that cases are told apart by, such as a class, a state or a tier: what data call it, and what readers do.
public struct PageTerm: Hashable, Sendable {
  /// Unique among the terms of its kind.
  public var code: String
  public var name: PageText

  /// A term with its code and its name.
  public init(code: String, name: PageText) {
    self.code = code
    self.name = name
  }
}

/// A colour of the ledger of cases, with what tells it from the others where colours fail.
public struct PageColor: Hashable, Sendable {
  public var code: String
  public var name: PageText
  public var color: MapColor
  /// One or two characters set beside or inside everything that has the colour.
  public var letter: String
  /// The lines over ground that has the colour; `nil` for none.
  public var hatch: Hatch.Pattern?
  public var meaning: PageText

  /// A colour; the colours of a page go from the worst to the best.
  public init(
    code: String, name: PageText, color: MapColor, letter: String, hatch: Hatch.Pattern?, meaning: PageText
  ) {
    self.code = code
    self.name = name
    self.color = color
    self.letter = letter
    self.hatch = hatch
    self.meaning = meaning
  }
}

/// What every reader has to know of a page, such as that its data are synthetic; set beside the title and printed.
public struct PageNotice: Hashable, Sendable {
  /// How a notice is set.
  public enum Weight: String, CaseIterable, Hashable, Sendable {
    /// As a plain word.
    case note
    /// In a frame that nobody overlooks, such as that the page is for internal use.
    case warning
  }

  public var text: PageText
  public var weight: Weight

  /// A notice of a weight.
  public init(_ text: PageText, weight: Weight = .note) {
    self.text = text
    self.weight = weight
  }
}

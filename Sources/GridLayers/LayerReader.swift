public import GridGeometry

/// How the characters of a text file are coded. GBK is a part of GB18030 and is read as it.
public enum TextEncoding: String, Hashable, Sendable, CaseIterable {
  case utf8, gb18030

  /// Reads the usual names: `UTF-8`, `65001`, `GBK`, `CP936`, `GB2312`, `GB18030`.
  public init?(named name: String) {
    let folded = name.lowercased().filter { $0.isLetter || $0.isNumber }
    switch folded {
    case "utf8", "65001", "utf8bom", "cp65001": self = .utf8
    case "gbk", "cp936", "936", "gb2312", "gb18030", "windows936", "ansi936", "oem936", "54936", "euccn":
      self = .gb18030
    default: return nil
    }
  }

  /// What people call it.
  package var title: String { self == .utf8 ? "UTF-8" : "GBK" }
}

/// What the reader is told instead of what it would find out.
public struct ReadOptions: Hashable, Sendable {
  /// Declared; overrides what the file says.
  public var referenceSystem: ReferenceSystem?
  /// Declared; otherwise found by rule (`.cpg`, code page byte, strict UTF-8, then GB18030).
  public var encoding: TextEncoding?
  public var longitudeField: String?
  public var latitudeField: String?
  /// A column of well-known text or of a polygon string.
  public var wktField: String?
  /// Only these columns, in this order; `nil` for all.
  public var fields: [String]?
  /// Leaves the columns of a text file as text, as they are written, without looking through the file for their types.
  public var isPlain = false
  /// Hands over the rows of a delimited text whose bytes are no text of its encoding, marked with
  /// ``Feature/garbledField``; otherwise they are a reason not to read the file at all.
  public var marksGarbledRows = false
  /// Leaves the places of a text file unread.
  public var skipsGeometry = false

  /// What is declared; everything left out is found from the file.
  public init(
    referenceSystem: ReferenceSystem? = nil, encoding: TextEncoding? = nil, longitudeField: String? = nil,
    latitudeField: String? = nil, wktField: String? = nil, fields: [String]? = nil
  ) {
    self.referenceSystem = referenceSystem
    self.encoding = encoding
    self.longitudeField = longitudeField
    self.latitudeField = latitudeField
    self.wktField = wktField
    self.fields = fields
  }
}

/// A layer that is read feature by feature, whatever its size.
public protocol LayerReader: AnyObject {
  var schema: LayerSchema { get }
  /// The dirt met by the last ``forEach(_:)``, and what was noticed on opening.
  var issues: [LayerIssue] { get }
  /// Hands over each feature in file order. May be called again; every call reads the file anew.
  ///
  /// - Throws: ``LayerError`` where the file cannot be read on, or whatever the body throws.
  func forEach(_ body: (Feature) throws -> Void) throws
}

extension LayerReader {
  /// Every feature at once: for layers known to be small.
  public func features() throws -> [Feature] {
    var all: [Feature] = []
    try forEach { all.append($0) }
    return all
  }
}

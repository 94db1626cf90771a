/// Where a layer came from: what a plan must be able to say about every line it draws on.
public struct Provenance: Hashable, Sendable {
  /// File, service or office.
  public var source: String
  /// The day the data stand for, ISO 8601; `nil` where nobody said.
  public var date: String?
  public var licence: String?
  /// The reference system of the source, as understood (`EPSG:4490`, `GCJ-02`).
  public var referenceSystem: String?
  public var encoding: String?
  public var byteCount: Int64?
  /// Hexadecimal SHA-256 of the source, where the caller computed one.
  public var sha256: String?

  /// A record of a source; what nobody said stays `nil`.
  public init(
    source: String, date: String? = nil, licence: String? = nil, referenceSystem: String? = nil,
    encoding: String? = nil,
    byteCount: Int64? = nil, sha256: String? = nil
  ) {
    self.source = source
    self.date = date
    self.licence = licence
    self.referenceSystem = referenceSystem
    self.encoding = encoding
    self.byteCount = byteCount
    self.sha256 = sha256
  }

  /// The columns of the `provenance` table that holds these records, in the order of ``values(layer:)``.
  public static let fields: [Field] = [
    Field("layer", .text), Field("source", .text), Field("date", .text), Field("licence", .text), Field("crs", .text),
    Field("encoding", .text), Field("bytes", .integer), Field("sha256", .text),
  ]

  /// The record as a row of ``fields``.
  public func values(layer: String) -> [FieldValue] {
    func cell(_ text: String?) -> FieldValue { text.map(FieldValue.text) ?? .null }
    return [
      .text(layer), .text(source), cell(date), cell(licence), cell(referenceSystem), cell(encoding),
      byteCount.map(FieldValue.integer) ?? .null, cell(sha256),
    ]
  }
}

public import GridGeometry

/// What a layer holds: its columns, the kind of its geometries and the reference system of their coordinates.
public struct LayerSchema: Hashable, Sendable {
  public var name: String
  /// The columns besides geometry and the file's own row number, in file order.
  public var fields: [Field]
  /// In the words of Simple Features, such as `MultiPolygon`; `Geometry` for any mixture; empty for a table without ground.
  public var geometryType: String
  public var geometryColumn: String
  /// What the coordinates mean, or `nil` where the file does not say.
  public var referenceSystem: ReferenceSystem?

  /// A layer of a name with its columns; `geometryType` empty for a table without ground.
  public init(
    name: String, fields: [Field], geometryType: String, geometryColumn: String = "geom",
    referenceSystem: ReferenceSystem? = nil
  ) {
    self.name = name
    self.fields = fields
    self.geometryType = geometryType
    self.geometryColumn = geometryColumn
    self.referenceSystem = referenceSystem
  }

  public var hasGeometry: Bool { !geometryType.isEmpty }

  /// The position of a column in ``Feature/values``: by exact name, else by the only name that differs in case alone.
  public func index(of field: String) -> Int? {
    if let exact = fields.firstIndex(where: { $0.name == field }) { return exact }
    let folded = field.lowercased()
    let matches = fields.indices.filter { fields[$0].name.lowercased() == folded }
    return matches.count == 1 ? matches[0] : nil
  }

  /// The position of a column that has to be there.
  ///
  /// - Throws: ``LayerError/missingField(source:layer:field:available:)``, whose message names the nearest column.
  public func requiredIndex(of field: String, source: String) throws(LayerError) -> Int {
    guard let index = index(of: field) else {
      throw .missingField(source: source, layer: name, field: field, available: fields.map(\.name))
    }
    return index
  }
}

/// One row of a layer.
public struct Feature: Hashable, Sendable {
  /// The row's place in the file, from 1: what a message names.
  public var ordinal: Int
  /// The line of a text file on which the row starts, from 1; `nil` in other files.
  public var line: Int?
  /// The file's own identifier, where it has one (GeoJSON `id`, GeoPackage row number).
  public var id: String?
  /// `nil` where the file holds none, or holds one that cannot be read: then ``fault`` says why.
  public var geometry: Geometry?
  /// Why the geometry that the file holds cannot be read; also among the reader's issues.
  public var fault: LayerIssue?
  /// One value per column of the schema, in its order.
  public var values: [FieldValue]
  /// Cells of a table's row that hold something and stand beyond its last column: they mean nothing, and those before
  /// them may stand in the wrong column.
  public var surplusCells = 0
  /// The first of its columns whose bytes are no text of the file's encoding, where ``ReadOptions/marksGarbledRows`` asks
  /// for it: U+FFFD or question marks stand for them.
  public var garbledField: String?

  /// A feature with a value for each field of its layer, in their order.
  public init(
    ordinal: Int, line: Int? = nil, id: String? = nil, geometry: Geometry?, fault: LayerIssue? = nil,
    values: [FieldValue]
  ) {
    self.ordinal = ordinal
    self.line = line
    self.id = id
    self.geometry = geometry
    self.fault = fault
    self.values = values
  }
}

import GridGeometry
import GridLayers

/// The layers and tables of a plan file. Names and columns are a contract that other programs read.
enum PlanSchema {
  /// Raised when a column changes its name or meaning.
  static let version = 1

  static func grids(_ system: ReferenceSystem) -> LayerSchema {
    LayerSchema(
      name: "grids",
      fields: [
        Field("code", .text), Field("parent", .text), Field("level", .integer), Field("kind", .text), Field("name", .text),
        Field("community", .text), Field("township", .text), Field("households", .integer), Field("persons", .integer),
        Field("area_m2", .real), Field("perimeter_m", .real), Field("polsby_popper", .real), Field("leaf", .integer),
        Field("exclave", .integer), Field("valid_from", .text), Field("valid_to", .text),
      ], geometryType: "MultiPolygon", referenceSystem: system)
  }

  static func atoms(_ system: ReferenceSystem, groups: [String]) -> LayerSchema {
    LayerSchema(
      name: "atoms",
      fields: [
        Field("id", .text), Field("households", .integer), Field("community", .text), Field("compound", .text),
        Field("site", .text), Field("grid", .text), Field("urban", .integer), Field("unit", .text), Field("modelled", .integer),
      ] + groups.map(HouseholdGroups.column), geometryType: "MultiPolygon", referenceSystem: system)
  }

  static func communities(_ system: ReferenceSystem) -> LayerSchema {
    LayerSchema(
      name: "communities",
      fields: [Field("code", .text), Field("name", .text), Field("township", .text), Field("households", .integer)],
      geometryType: "MultiPolygon", referenceSystem: system)
  }

  static func findings(_ system: ReferenceSystem) -> LayerSchema {
    LayerSchema(
      name: "findings",
      fields: [
        Field("id", .text), Field("rule", .text), Field("severity", .text), Field("grid", .text), Field("measure", .real),
        Field("unit", .text), Field("denominator", .real), Field("base", .text), Field("text", .text),
        Field("text_zh", .text), Field("since", .text),
      ], geometryType: "Geometry", referenceSystem: system)
  }

  /// The columns of a finding, the day it was cured behind them.
  static func curedFindings(_ system: ReferenceSystem) -> LayerSchema {
    var schema = findings(system)
    schema.name = "cured_findings"
    schema.fields.append(Field("cured_on", .text))
    return schema
  }

  /// What stood on the last days somebody looked for gaps; a row without a finding for every such day.
  static let gapLooks = LayerSchema(
    name: "gap_looks", fields: [Field("day", .text), Field("finding", .text)], geometryType: "")

  static let visits = LayerSchema(
    name: "visits",
    fields: [Field("grid", .text), Field("class", .text), Field("date", .text), Field("count", .integer)],
    geometryType: "")

  static let visitTargets = LayerSchema(
    name: "visit_targets", fields: [Field("grid", .text), Field("class", .text), Field("count", .integer)],
    geometryType: "")

  static let ledger = LayerSchema(
    name: "ledger",
    fields: [
      Field("grid", .text), Field("color", .text), Field("name", .text), Field("name_zh", .text), Field("hex", .text),
      Field("letter", .text), Field("hatch", .text), Field("meaning", .text), Field("meaning_zh", .text),
      Field("cadence", .text), Field("reason", .text), Field("reason_zh", .text), Field("unknown", .text),
      Field("as_of", .text),
    ], geometryType: "")

  static func carried(_ name: String, _ system: ReferenceSystem) -> LayerSchema {
    LayerSchema(
      name: name, fields: [Field("class", .text), Field("name", .text)], geometryType: "Geometry", referenceSystem: system)
  }

  static func servicePoints(_ system: ReferenceSystem) -> LayerSchema {
    LayerSchema(
      name: "service_points", fields: [Field("id", .text), Field("class", .text), Field("name", .text)],
      geometryType: "Point", referenceSystem: system)
  }

  static func adopted(_ system: ReferenceSystem) -> LayerSchema {
    LayerSchema(
      name: "adopted", fields: [Field("code", .text), Field("name", .text), Field("feature", .integer)],
      geometryType: "MultiPolygon", referenceSystem: system)
  }

  static let exceptions = LayerSchema(
    name: "exceptions",
    fields: [
      Field("grid", .text), Field("households", .integer), Field("cause", .text), Field("reason", .text),
      Field("reason_zh", .text), Field("proved", .integer),
    ], geometryType: "")

  static let retiredCodes = LayerSchema(
    name: "retired_codes",
    fields: [Field("code", .text), Field("successor", .text), Field("retired_on", .text)], geometryType: "")

  static let provenance = LayerSchema(name: "provenance", fields: Provenance.fields, geometryType: "")

  static let plan = LayerSchema(name: "plan", fields: [Field("key", .text), Field("value", .text)], geometryType: "")

  static let versions = LayerSchema(
    name: "versions",
    fields: [Field("version", .integer), Field("date", .text), Field("digest", .text), Field("note", .text)],
    geometryType: "")
}

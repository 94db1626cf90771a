import GridAuditing
import GridGeometry
import GridLayers

/// A reference system by the name that an option gives it.
func referenceSystem(named name: String, option: String) throws(PlanError) -> ReferenceSystem {
  do {
    return try ReferenceSystem(name)
  } catch {
    throw .badInput(
      InputProblem(
        source: option,
        cause: BilingualText(en: "unknown reference system `\(name)`", zh: "未知的坐标系 `\(name)`"),
        remedy: BilingualText(
          en: "Write an EPSG code such as EPSG:4490, or GCJ-02, BD-09, WGS84, CGCS2000",
          zh: "请写 EPSG 代码（如 EPSG:4490），或 GCJ-02、BD-09、WGS84、CGCS2000")))
  }
}

/// Opens a layer with what the caller declares about it.
func openLayer(_ path: String, referenceSystem name: String?) throws(PlanError) -> any LayerReader {
  let declared = try name.map { name throws(PlanError) in try referenceSystem(named: name, option: "--crs") }
  do {
    return try Layers.open(LayerSource(path), options: ReadOptions(referenceSystem: declared))
  } catch {
    throw .layer(error)
  }
}

/// Every feature of a layer, in file order.
///
/// - Throws: ``PlanError/badInput(_:)`` for a layer without a feature.
func allFeatures(of reader: any LayerReader, title: String, control: PlanningControl) throws(PlanError) -> [Feature] {
  var features: [Feature] = []
  try asPlanErrors("reading \(title)") {
    try reader.forEach { feature in
      if feature.ordinal & 1023 == 0 { try control.check() }
      features.append(feature)
    }
  }
  guard !features.isEmpty else {
    throw .badInput(
      InputProblem(
        source: title, cause: BilingualText(en: "it holds no feature", zh: "没有任何要素"),
        remedy: BilingualText(en: "Check that the right file and layer are named", zh: "请确认指定的文件和图层正确")))
  }
  return features
}

extension [Feature] {
  /// The envelope of every position that is a number.
  var finiteEnvelope: Envelope {
    reduce(Envelope.empty) { box, feature in
      guard let own = feature.geometry?.envelope, !own.isEmpty, own.minX.isFinite, own.maxX.isFinite,
        own.minY.isFinite, own.maxY.isFinite
      else { return box }
      return box.union(own)
    }
  }
}

extension LayerSchema {
  /// What the coordinates mean.
  ///
  /// - Throws: ``PlanError/badInput(_:)`` where nobody says, and where degrees stand for metres.
  func system(of features: [Feature], title: String) throws(PlanError) -> ReferenceSystem {
    let box = features.finiteEnvelope
    let looksLikeDegrees = !box.isEmpty && box.minX >= -180 && box.maxX <= 180 && box.minY >= -90 && box.maxY <= 90
    guard let system = referenceSystem else {
      throw .badInput(
        InputProblem(
          source: title,
          cause: looksLikeDegrees
            ? BilingualText(
              en: "the file does not say its reference system; its coordinates look like degrees",
              zh: "文件没有说明坐标系，坐标像是经纬度")
            : BilingualText(en: "the file does not say its reference system", zh: "文件没有说明坐标系"),
          remedy: looksLikeDegrees
            ? BilingualText(
              en:
                "Declare it: --crs WGS84, --crs CGCS2000, --crs GCJ-02 or --crs BD-09, which lie up to 1,200 m apart in China",
              zh: "请声明：--crs WGS84、--crs CGCS2000、--crs GCJ-02 或 --crs BD-09（在中国相差可达 1,200 米）")
            : BilingualText(en: "Declare it, for example --crs EPSG:4547", zh: "请声明，例如 --crs EPSG:4547")))
    }
    if !system.isGeographic, looksLikeDegrees {
      throw .badInput(
        InputProblem(
          source: title,
          cause: BilingualText(
            en: "all its coordinates look like degrees, but it says \(system.name)",
            zh: "坐标全部像是经纬度，文件却声明为 \(system.name)"),
          remedy: BilingualText(en: "Declare what they are, for example --crs WGS84", zh: "请声明实际坐标系，例如 --crs WGS84")))
    }
    return system
  }
}

extension PlanError {
  /// A layer without a single polygon.
  static func noPolygons(title: String, _ features: [Feature]) -> PlanError {
    let first = features.first { $0.geometry != nil || $0.fault != nil }
    let cause: BilingualText
    if let kind = first?.geometry?.typeName {
      cause = BilingualText(
        en: "not one of its features (\(features.count)) is a polygon; feature \(first?.ordinal ?? 1) is a \(kind)",
        zh: "\(features.count) 个要素中没有面；第 \(first?.ordinal ?? 1) 个要素是 \(kind)")
    } else if let fault = first?.fault {
      cause = BilingualText(
        en:
          "not one of its features (\(features.count)) has a geometry that can be read; feature \(first?.ordinal ?? 1): \(fault.cause)",
        zh: "\(features.count) 个要素的几何均无法读取；第 \(first?.ordinal ?? 1) 个要素：\(ChineseWording.of(fault.cause))")
    } else {
      cause = BilingualText(
        en: "not one of its features (\(features.count)) has a geometry", zh: "\(features.count) 个要素都没有几何")
    }
    return .badInput(
      InputProblem(
        source: title, cause: cause,
        remedy: BilingualText(
          en:
            "Name a layer of polygons; close lines into polygons and curves into straight pieces first (QGIS, or ogr2ogr -nlt CONVERT_TO_LINEAR)",
          zh: "请使用面图层；线须先闭合为面，曲线须先转为折线（QGIS，或 ogr2ogr -nlt CONVERT_TO_LINEAR）")))
  }
}

/// A system of metres for ground in any system: its own if it is one and does not stretch the ground, else by its place.
func metricSystem(for envelope: Envelope, in system: ReferenceSystem, title: String) throws(PlanError)
  -> ReferenceSystem
{
  if system.isProjectedMetres, let stretch = system.stretch(at: envelope.center),
    abs(stretch) <= GroundReader.bearableStretch
  {
    return system
  }
  do {
    let corners = try Transformation(from: system, to: .wgs84, allowingBallpark: true).apply([
      Point(envelope.minX, envelope.minY), Point(envelope.maxX, envelope.minY), Point(envelope.maxX, envelope.maxY),
      Point(envelope.minX, envelope.maxY),
    ])
    return try ReferenceSystem.metric(for: Envelope(corners))
  } catch {
    throw .badInput(
      InputProblem(
        source: title,
        cause: BilingualText(
          en: "the coordinates do not fit \(system.name): \(error.message)",
          zh: "坐标与 \(system.name) 不符：\(ChineseWording.of(error.message))"),
        remedy: BilingualText(
          en: "Check for exchanged longitude and latitude, and the declared reference system",
          zh: "请检查经纬度是否颠倒，以及声明的坐标系")))
  }
}

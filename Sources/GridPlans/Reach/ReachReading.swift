import GridAccess
import GridAuditing
import GridGeometry
import GridLayers

/// A service point or a candidate as a file gives it.
struct ReadPoint {
  var id: String
  var category: String
  var name: String
  var capacity: Double?
  var point: Point
}

/// Reads points and ways for reach into the plan's system.
struct ReachReader {
  let system: ReferenceSystem
  let control: PlanningControl
  /// Points farther from it than ``beyondBelief`` are refused; empty believes every place.
  let county: Envelope
  /// What was passed over, a line each.
  private(set) var problems: [BilingualText] = []

  /// A point farther from the county, in metres, is a mistake in the file: exchanged or missing coordinates.
  private static let beyondBelief = 500_000.0
  /// The most households that a point is believed to serve.
  private static let mostCapacity = 10_000_000.0

  init(system: ReferenceSystem, county: Envelope = .empty, control: PlanningControl) {
    self.system = system
    self.county = county
    self.control = control
  }

  /// Points of a layer; of areas a point inside. A row without a place is told and passed over; one whose capacity cannot be
  /// read is told and stays, since without its point others would seem beyond reach.
  ///
  /// - Parameter areCandidates: Then a row whose capacity cannot be read is passed over too.
  /// - Throws: ``PlanError/badInput(_:)`` where not one capacity can be read.
  mutating func points(
    _ source: String, declared: String?, filter: (field: String, values: [String])?, category: String?,
    capacityField: String?, areCandidates: Bool = false
  ) throws(PlanError) -> [ReadPoint] {
    var points: [ReadPoint] = []
    var uncounted: [InputProblem] = []
    var ids: Set<String> = []
    let believed = county.isEmpty ? nil : county.expanded(by: Self.beyondBelief)
    try read(source, declared: declared) { reader, feature, geometry, place in
      let schema = reader.schema
      func text(_ names: [String]) -> String? {
        names.lazy.compactMap { schema.index(of: $0) }.compactMap { feature.values[$0].text }.first { !$0.isEmpty }
      }
      var wrong: [BilingualText] = []
      func clean(_ names: [String], _ field: String) -> String? {
        guard let stated = text(names) else { return nil }
        let clean = stated.cleanText
        if clean ?? "" != stated.trimmingSpaces {
          wrong.append(
            BilingualText(
              en: "its \(field) holds control characters, which are left out", zh: "其 \(field) 含有控制字符，已去除"))
        }
        return clean
      }
      if let filter {
        let index = try schema.requiredIndex(of: filter.field, source: source)
        guard let value = feature.values[index].text, filter.values.contains(value) else { return nil }
      }
      guard let point = geometry.points.first ?? MultiPolygon(geometry.polygons).interiorPoint else {
        return BilingualText(en: "it is a \(geometry.typeName), not a point", zh: "它是 \(geometry.typeName)，不是点")
      }
      if let believed, !believed.contains(point) {
        return BilingualText(
          en: "it lies more than 500 km from the county; check for missing or exchanged coordinates and --crs",
          zh: "它距本县超过 500 千米；请检查坐标是否缺失或颠倒，以及 --crs")
      }
      let own = clean(["class", "category", "类别", "类型"], "class")
      let isLookedAt = areCandidates || filter != nil || own == nil || category == nil || own == category
      var capacity: Double?
      if let capacityField, isLookedAt {
        let value = try feature.values[schema.requiredIndex(of: capacityField, source: source)]
        capacity = value.real.flatMap { (0...Self.mostCapacity).contains($0) ? $0 : nil }
        if capacity == nil {
          let cause = Self.noCapacity(value.text ?? "", in: capacityField)
          uncounted.append(
            InputProblem(
              source: source, place: place, cause: cause,
              remedy: BilingualText(en: "Correct the row, or leave --capacity out", zh: "请更正该行，或去掉 --capacity")))
          if areCandidates { return cause.joined(BilingualText(en: "; ", zh: "；"), .init(en: "it is no candidate", zh: "不作候选点")) }
          wrong.append(
            cause.joined(
              BilingualText(en: "; ", zh: "；"),
              .init(
                en: "it counts for reach, but as serving nobody for accessibility and new points",
                zh: "仍计入服务半径，但在可及性和选址中按无容量计")))
        }
      }
      var id = clean(["id", "code", "osm_id", "osm_way_id", "编号", "编码"], "id") ?? "\(points.count + 1)"
      if !ids.insert(id).inserted {
        let stated = id
        var number = 2
        while !ids.insert("\(stated)-\(number)").inserted { number += 1 }
        id = "\(stated)-\(number)"
        wrong.append(
          BilingualText(en: "its id \(stated) is taken; it is called \(id)", zh: "编号 \(stated) 重复，改称 \(id)"))
      }
      let name = clean(["name", "名称"], "name")
      points.append(
        ReadPoint(
          id: id, category: own ?? category ?? "", name: name ?? "", capacity: capacity, point: point))
      return wrong.isEmpty
        ? nil : BilingualText(en: wrong.map(\.en).joined(separator: "; "), zh: wrong.map(\.zh).joined(separator: "；"))
    }
    if capacityField != nil, !uncounted.isEmpty, points.allSatisfy({ $0.capacity == nil }) { throw .badInput(uncounted) }
    return points
  }

  /// What is wrong with a cell that should say how many a point can serve.
  private static func noCapacity(_ written: String, in field: String) -> BilingualText {
    written.trimmingSpaces.isEmpty
      ? BilingualText(en: "its `\(field)` is empty", zh: "其字段 `\(field)` 为空")
      : BilingualText(
        en: "its `\(field)`, `\(written.shortened)`, is no capacity from 0 to 10,000,000",
        zh: "其字段 `\(field)`（`\(written.shortened)`）不是 0 到 10,000,000 的容量")
  }

  /// The lines of a layer with what tells their pace; a layer without classes is walked all over.
  mutating func ways(_ source: String, declared: String?) throws(PlanError) -> [WayLine] {
    var ways: [WayLine] = []
    try read(source, declared: declared) { reader, feature, geometry, _ in
      let schema = reader.schema
      func value(_ names: [String]) -> FieldValue? {
        names.lazy.compactMap { schema.index(of: $0) }.first.map { feature.values[$0] }
      }
      let kind = value(["highway", "class", "fclass"])
      let category = kind == nil ? "road" : kind?.text ?? ""
      let isDetached = ["bridge", "tunnel"].contains { name in
        guard let value = value([name]), let text = value.text, !text.isEmpty else { return false }
        return value.boolean ?? true
      }
      for line in geometry.lines { ways.append(WayLine(line.points, category: category, isDetached: isDetached)) }
      return nil
    }
    guard !ways.isEmpty else {
      throw .badInput(
        InputProblem(
          source: source, cause: BilingualText(en: "it has no lines", zh: "其中没有线要素"),
          remedy: BilingualText(en: "Name a layer of roads and paths as FILE#LAYER", zh: "请以 文件#图层 指定道路图层")))
    }
    return ways
  }

  /// - Parameter body: Takes a feature in the plan's system and returns what is wrong with it, if anything.
  private mutating func read(
    _ source: String, declared: String?,
    _ body: (any LayerReader, Feature, Geometry, BilingualText) throws -> BilingualText?
  ) throws(PlanError) {
    var told: [BilingualText] = []
    try asPlanErrors(
      "reading \(source)",
      geometry: {
        InputProblem(
          source: source, cause: BilingualText(en: $0.message, zh: ChineseWording.of($0.message)),
          remedy: BilingualText(en: "Declare the system with --crs", zh: "请用 --crs 声明坐标系"))
      }
    ) {
      let place = LayerSource(source)
      var system = try declared.map { try ReferenceSystem($0) }
      if system == nil, place.path.lowercased().hasSuffix(".csv") { system = .wgs84 }
      let reader = try Layers.open(place, options: ReadOptions(referenceSystem: system))
      guard let own = reader.schema.referenceSystem else {
        throw LayerError.unknownReferenceSystem(source: source, name: "")
      }
      let transformation = try Transformation(from: own, to: self.system)
      try reader.forEach { feature in
        if feature.ordinal & 1023 == 0 { try control.check() }
        let row = feature.line.map(BilingualText.line) ?? .feature(feature.ordinal)
        var wrong: BilingualText?
        if feature.surplusCells > 0 {
          wrong = BilingualText(
            en: "it has \(counted(feature.surplusCells, "cell")) beyond the last column, and is passed over",
            zh: "该行在最后一列之后还有 \(feature.surplusCells) 个单元格，不予采用")
        } else if let fault = feature.fault {
          wrong = BilingualText(en: fault.cause, zh: ChineseWording.of(fault.cause))
        } else if let geometry = feature.geometry, let moved = try? transformation.apply(geometry) {
          wrong = try body(reader, feature, moved, row)
        } else {
          wrong =
            feature.geometry == nil
            ? BilingualText(en: "it has no coordinates", zh: "没有坐标")
            : BilingualText(en: "its coordinates do not fit \(own.name)", zh: "坐标不符合 \(own.name)")
        }
        if let wrong { told.append(BilingualText(en: "\(source), \(row.en): \(wrong.en)", zh: "\(source)，\(row.zh)：\(wrong.zh)")) }
      }
    }
    problems += told
  }
}

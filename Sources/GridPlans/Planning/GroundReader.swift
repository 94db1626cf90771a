import GridCoverages
import GridGeometry
import GridLayers

/// Reads every layer of a manifest. Layers are read in a fixed order, so that notes come out in one too.
struct GroundReader {
  let county: County
  let allowingBallpark: Bool
  /// Invalid polygons are repaired and reported instead of stopping the plan.
  let repairing: Bool
  let isCancelled: @Sendable () -> Bool
  private var notes: [GroundNote] = []
  private var problems: [InputProblem] = []
  private var provenance: [(layer: String, record: Provenance)] = []

  init(county: County, allowingBallpark: Bool, repairing: Bool, isCancelled: @escaping @Sendable () -> Bool) {
    self.county = county
    self.allowingBallpark = allowingBallpark
    self.repairing = repairing
    self.isCancelled = isCancelled
  }

  mutating func read() throws(PlanError) -> CountyGround {
    let metric = try metricSystem()
    var input = GroundInput()
    input.communities = try communities(in: metric)
    input.units = try units(in: metric)
    for spec in county.barriers { try readBarriers(spec, in: metric, into: &input) }
    input.households = try households(in: metric)
    let modelled = try buildings(in: metric, communities: input.communities)
    input.households += modelled
    input.compounds = try compounds(in: metric)
    input.sites = try sites(in: metric)
    let points = try servicePoints(in: metric)
    let previous = try previousGrids(in: metric)
    if input.communities.isEmpty && input.units.isEmpty && problems.isEmpty {
      problems.append(
        InputProblem(
          source: county.manifestPath, cause: BilingualText(en: "there is no ground: no community and no unit was read", zh: "没有读到任何社区或单元"),
          remedy: BilingualText(en: "Check the layers and their `where` conditions", zh: "请检查图层及其 where 条件")))
    }
    return CountyGround(
      input: input, referenceSystem: metric, notes: notes, problems: problems, provenance: provenance,
      modelledHouseholds: modelled.reduce(0) { $0 + ($1.isModelled ? $1.households : 0) },
      servicePoints: points, previousGrids: previous, retiredCodes: try retiredCodes())
  }

  // MARK: The plan's reference system

  /// As the manifest states it, or the zone of the ground's centre.
  private func metricSystem() throws(PlanError) -> ReferenceSystem {
    if let system = county.referenceSystem { return system }
    guard let spec = county.communities ?? county.units else {
      throw .internalFault("a manifest without ground passed its check")
    }
    let layer = try LayerAccess(spec)
    var envelope = Envelope.empty
    try layer.forEach { feature in
      if let geometry = feature.geometry { envelope.form(union: geometry.envelope) }
    }
    guard !envelope.isEmpty else {
      throw .badInput(
        InputProblem(
          source: layer.name, cause: BilingualText(en: "no feature has a geometry", zh: "没有任何要素带有几何"),
          remedy: BilingualText(en: "Check that the right layer is named", zh: "请确认指定的图层正确")))
    }
    if layer.referenceSystem.isProjectedMetres { return layer.referenceSystem }
    let toDegrees = try layer.transformation(to: .wgs84, allowingBallpark: true)
    do {
      let corners = try toDegrees.apply([
        Point(envelope.minX, envelope.minY), Point(envelope.maxX, envelope.minY), Point(envelope.maxX, envelope.maxY),
        Point(envelope.minX, envelope.maxY),
      ])
      return try ReferenceSystem.metric(for: Envelope(corners))
    } catch {
      throw .badInput(
        InputProblem(
          source: layer.name, cause: BilingualText(en: "the coordinates do not fit the reference system: \(error.message)", zh: "坐标与坐标系不符：\(error.message)"),
          remedy: BilingualText(en: "Check for exchanged longitude and latitude, and the declared crs", zh: "请检查经纬度是否颠倒，以及声明的坐标系")))
    }
  }

  // MARK: Layers

  private mutating func communities(in metric: ReferenceSystem) throws(PlanError) -> [CommunityArea] {
    guard let spec = county.communities else { return [] }
    var seen: [String: Int] = [:]
    var result: [CommunityArea] = []
    try readPolygons(spec, required: ["code"], in: metric) { layer, feature, ground, problems, _ in
      guard let code = layer.text("code", of: feature) else {
        problems.append(layer.missing("code", feature))
        return
      }
      if let first = seen.updateValue(feature.ordinal, forKey: code) {
        problems.append(layer.duplicate(code, feature, first))
        return
      }
      result.append(
        CommunityArea(
          code: code, name: layer.text("name", of: feature) ?? code, township: layer.text("township", of: feature) ?? "",
          isUrban: layer.isUrban(feature) ?? true, ground: ground))
    }
    return result
  }

  private mutating func units(in metric: ReferenceSystem) throws(PlanError) -> [UnitArea] {
    guard let spec = county.units else { return [] }
    var seen: [String: Int] = [:]
    var result: [UnitArea] = []
    let needed = county.communities == nil ? ["id", "households", "community"] : ["id", "households"]
    try readPolygons(spec, required: needed, in: metric) { layer, feature, ground, problems, _ in
      guard let id = layer.text("id", of: feature) else {
        problems.append(layer.missing("id", feature))
        return
      }
      if let first = seen.updateValue(feature.ordinal, forKey: id) {
        problems.append(layer.duplicate(id, feature, first))
        return
      }
      result.append(
        UnitArea(
          id: id, households: layer.count("households", of: feature, problems: &problems),
          persons: layer.has("persons") ? layer.count("persons", of: feature, problems: &problems) : nil,
          community: layer.text("community", of: feature), isUrban: layer.isUrban(feature), ground: ground))
    }
    return result
  }

  private mutating func households(in metric: ReferenceSystem) throws(PlanError) -> [HouseholdPlace] {
    guard let spec = county.households else { return [] }
    var result: [HouseholdPlace] = []
    try readFeatures(spec, required: ["households"], in: metric) { layer, feature, geometry, problems, notes in
      let households = layer.count("households", of: feature, problems: &problems)
      guard let place = geometry.map({ Self.place(of: $0) }) ?? nil else {
        // Nobody is lost where nobody lives.
        if households > 0 {
          problems.append(layer.noGeometry(feature))
        } else {
          notes.append(layer.note("household-place-without-geometry", feature, "it has no geometry and no households, and is left out"))
        }
        return
      }
      result.append(
        HouseholdPlace(
          id: layer.text("id", of: feature) ?? "\(feature.ordinal)", households: households,
          persons: layer.has("persons") ? layer.count("persons", of: feature, problems: &problems) : nil,
          footprint: place.footprint, point: place.point))
    }
    return result
  }

  /// Buildings without counted households: the model estimates them.
  private mutating func buildings(
    in metric: ReferenceSystem, communities: [CommunityArea]
  ) throws(PlanError) -> [HouseholdPlace] {
    guard let spec = county.buildings else { return [] }
    var records: [BuildingRecord] = []
    var places: [(footprint: Polygon?, point: Point)] = []
    try readFeatures(spec, required: [], in: metric) { layer, feature, geometry, problems, notes in
      guard let geometry, let place = Self.place(of: geometry) else {
        notes.append(layer.note("building-without-geometry", feature, "it has no geometry and is left out"))
        return
      }
      places.append(place)
      records.append(
        BuildingRecord(
          id: layer.text("id", of: feature) ?? "\(feature.ordinal)", footprintArea: geometry.polygons.reduce(0) { $0 + $1.area },
          use: layer.text("use", of: feature), floors: layer.value("floors", of: feature).real ?? layer.text("floors", of: feature).flatMap(Double.init)))
    }
    var totals = HouseholdTotals.unknown
    if let model = county.model {
      if !model.totals.isEmpty {
        let locator = PointLocator(communities.map(\.ground))
        for (index, owner) in locator.locate(places.map(\.point)).enumerated() where owner >= 0 {
          records[index].community = communities[Int(owner)].code
        }
        totals = .communities(model.totals)
      } else if let total = model.total {
        totals = .county(total)
      }
    }
    let counts = HouseholdModel.estimate(buildings: records, totals: totals)
    return records.indices.map { index in
      HouseholdPlace(
        id: records[index].id, households: counts[index], isModelled: true, footprint: places[index].footprint,
        point: places[index].point)
    }
  }

  private mutating func compounds(in metric: ReferenceSystem) throws(PlanError) -> [CompoundArea] {
    guard let spec = county.compounds else { return [] }
    var seen: [String: Int] = [:]
    var result: [CompoundArea] = []
    var unlivedIn = 0
    try readFeatures(spec, required: [], in: metric) { layer, feature, geometry, problems, notes in
      if layer.has("households"), layer.count("households", of: feature, problems: &problems) == 0 {
        unlivedIn += 1
        return
      }
      let polygons = geometry?.polygons ?? []
      guard !polygons.isEmpty else {
        notes.append(layer.note("compound-without-ground", feature, "it has no polygon and is left out"))
        return
      }
      let id = layer.text("id", of: feature) ?? "\(feature.ordinal)"
      if let first = seen.updateValue(feature.ordinal, forKey: id) {
        notes.append(layer.note("compound-twice", feature, "its id \(id) is that of feature \(first); it is numbered apart"))
        result.append(CompoundArea(id: "\(id)#\(feature.ordinal)", ground: MultiPolygon(polygons)))
      } else {
        result.append(CompoundArea(id: id, ground: MultiPolygon(polygons)))
      }
    }
    if unlivedIn > 0 {
      notes.append(
        GroundNote(
          rule: "compound-without-households", severity: .info,
          text: "\(spec.title): \(unlivedIn) polygons without households are not taken for compounds", measure: Double(unlivedIn), unit: "polygons"))
    }
    return result
  }

  private mutating func sites(in metric: ReferenceSystem) throws(PlanError) -> [SiteArea] {
    guard let spec = county.sites, let dedicated = county.policy.dedicated else { return [] }
    let wanted = Set(dedicated.classes)
    var result: [SiteArea] = []
    var seen: Set<String> = []
    try readFeatures(spec, required: ["class"], in: metric) { layer, feature, geometry, problems, notes in
      let category = layer.text("class", of: feature) ?? ""
      guard wanted.isEmpty || wanted.contains(category) else { return }
      guard let geometry, !geometry.isEmpty else {
        notes.append(layer.note("site-without-place", feature, "it has no geometry and gets no grid"))
        return
      }
      var id = layer.text("id", of: feature) ?? "\(feature.ordinal)"
      if !seen.insert(id).inserted { id += "#\(feature.ordinal)"; seen.insert(id) }
      let polygons = geometry.polygons
      result.append(
        SiteArea(
          id: id, category: category, name: layer.text("name", of: feature) ?? category,
          rank: layer.value("rank", of: feature).real ?? 0, ground: MultiPolygon(polygons),
          point: polygons.isEmpty ? geometry.points.first : nil))
    }
    return result
  }

  private mutating func servicePoints(in metric: ReferenceSystem) throws(PlanError) -> [ServicePoint] {
    guard let spec = county.servicePoints else { return [] }
    var result: [ServicePoint] = []
    try readFeatures(spec, required: [], in: metric) { layer, feature, geometry, problems, notes in
      guard let geometry, let place = Self.place(of: geometry) else {
        notes.append(layer.note("service-point-without-place", feature, "it has no geometry and is left out"))
        return
      }
      result.append(
        ServicePoint(
          id: layer.text("id", of: feature) ?? "\(feature.ordinal)", category: layer.text("class", of: feature) ?? "",
          name: layer.text("name", of: feature) ?? "", point: place.point))
    }
    return result
  }

  private mutating func previousGrids(in metric: ReferenceSystem) throws(PlanError) -> [PreviousGrid] {
    guard let spec = county.previous else { return [] }
    var result: [PreviousGrid] = []
    try readPolygons(spec, required: ["code"], in: metric) { layer, feature, ground, problems, _ in
      guard let code = layer.text("code", of: feature) else {
        problems.append(layer.missing("code", feature))
        return
      }
      result.append(
        PreviousGrid(
          code: code, name: layer.text("name", of: feature) ?? "", kind: layer.text("kind", of: feature),
          level: layer.value("level", of: feature).integer.map(Int.init), isLocked: layer.flag("locked", feature),
          ground: ground))
    }
    return result
  }

  /// When last time's grids come from a plan file, the codes it had retired.
  private func retiredCodes() throws(PlanError) -> [RetiredCode] {
    guard let path = county.previous?.source.path, path.hasSuffix(".gpkg") else { return [] }
    guard let names = try? Layers.layerNames(at: path), names.contains(PlanSchema.retiredCodes.name) else { return [] }
    return try PlanFile(path: path).retiredCodes()
  }

  private mutating func readBarriers(
    _ spec: County.BarrierSpec, in metric: ReferenceSystem, into input: inout GroundInput
  ) throws(PlanError) {
    let hard = Set(spec.hardClasses)
    let heavyOnly = Set(spec.heavyBlocksOnly)
    let ignored = Set(spec.ignored)
    var lines: [BarrierLine] = []
    var areas: [BarrierArea] = []
    try readFeatures(spec.layer, required: [], in: metric) { layer, feature, geometry, problems, notes in
      let category = layer.text("class", of: feature) ?? layer.spec.source.layer ?? layer.name
      guard !ignored.contains(category) else { return }
      guard let geometry, !geometry.isEmpty else {
        notes.append(layer.note("barrier-without-geometry", feature, "it has no geometry and is left out"))
        return
      }
      guard geometry.points.isEmpty else {
        problems.append(
          InputProblem(
            source: layer.name, place: "feature \(feature.ordinal)",
            cause: BilingualText(en: "a barrier is a \(geometry.typeName), not a line or an area", zh: "屏障是 \(geometry.typeName)，不是线或面"),
            remedy: BilingualText(en: "Name a layer of lines or polygons, or leave these features out with `where`", zh: "请使用线或面图层，或用 where 排除这些要素")))
        return
      }
      let weight = spec.weights[category] ?? spec.defaultWeight
      let isHard = spec.isHard || hard.contains(category)
      for line in geometry.lines {
        lines.append(
          BarrierLine(
            category: category, weight: weight, isHard: isHard, isBridge: layer.flag("bridge", feature),
            isTunnel: layer.flag("tunnel", feature), tier: heavyOnly.contains(category) ? .second : .first, line: line))
      }
      let polygons = geometry.polygons
      if !polygons.isEmpty {
        areas.append(BarrierArea(category: category, weight: weight, isHard: isHard, ground: MultiPolygon(polygons)))
      }
    }
    input.barriers += lines
    input.areas += areas
  }

  // MARK: One way through a layer

  private typealias Visit = (
    LayerAccess, Feature, Geometry?, inout [InputProblem], inout [GroundNote]
  ) -> Void

  /// Reads a layer of any geometry, brought into the metric system.
  private mutating func readFeatures(
    _ spec: County.LayerSpec, required: [String], in metric: ReferenceSystem, _ visit: Visit
  ) throws(PlanError) {
    let layer = try LayerAccess(spec, required: required)
    let transformation = try layer.transformation(to: metric, allowingBallpark: allowingBallpark)
    note(transformation, layer)
    var problems: [InputProblem] = []
    var notes: [GroundNote] = []
    var count = 0
    try layer.forEach { (feature) throws(PlanError) in
      count += 1
      if count & 1023 == 0, isCancelled() { throw .interrupted }
      var geometry: Geometry?
      if let read = feature.geometry, !read.isEmpty {
        do throws(GeometryError) {
          geometry = try transformation.apply(read)
        } catch {
          problems.append(
            InputProblem(
              source: layer.name, place: "feature \(feature.ordinal)",
              cause: BilingualText(en: "its coordinates do not fit \(layer.referenceSystem.name): \(error.message)", zh: "坐标不符合 \(layer.referenceSystem.name)：\(error.message)"),
              remedy: BilingualText(en: "Check for exchanged longitude and latitude, and the declared crs", zh: "请检查经纬度是否颠倒，以及声明的坐标系")))
          return
        }
      }
      if problems.count < 100 { visit(layer, feature, geometry, &problems, &notes) }
    }
    self.problems += problems
    self.notes += notes
    self.notes += layer.reader.issues.map { issue in
      GroundNote(rule: "layer-dirt", severity: .warning, text: Self.text(of: issue, in: layer), subjects: [layer.name])
    }
    let record = Provenance(
      source: spec.title, referenceSystem: layer.referenceSystem.definition, encoding: spec.encoding?.rawValue)
    provenance.append((layer: layer.reader.schema.name, record: record))
  }

  /// Reads a layer that must hold valid polygons: null, empty and self-crossing ones are problems, or repaired when asked.
  private mutating func readPolygons(
    _ spec: County.LayerSpec, required: [String], in metric: ReferenceSystem,
    _ visit: (LayerAccess, Feature, MultiPolygon, inout [InputProblem], inout [GroundNote]) -> Void
  ) throws(PlanError) {
    let repairing = repairing
    try readFeatures(spec, required: required, in: metric) { layer, feature, geometry, problems, notes in
      guard let geometry, !geometry.isEmpty else {
        problems.append(layer.noGeometry(feature))
        return
      }
      let ground = MultiPolygon(geometry.polygons)
      guard !ground.isEmpty, geometry.lines.isEmpty, geometry.points.isEmpty else {
        problems.append(
          InputProblem(
            source: layer.name, place: "feature \(feature.ordinal)",
            cause: BilingualText(en: "it is a \(geometry.typeName) where a polygon is needed", zh: "此处需要面，实际为 \(geometry.typeName)"),
            remedy: BilingualText(en: "Name a layer of polygons only", zh: "请使用只含面的图层")))
        return
      }
      guard case .invalid(let reason, let at) = ground.validity() else {
        visit(layer, feature, ground, &problems, &notes)
        return
      }
      let place = at.map { " at \($0)" } ?? ""
      guard repairing, let repaired = try? ground.repaired(), !repaired.isEmpty else {
        problems.append(
          InputProblem(
            source: layer.name, place: "feature \(feature.ordinal)",
            cause: BilingualText(en: "the polygon is not valid: \(reason)\(place)", zh: "面无效：\(reason)\(place)"),
            remedy: BilingualText(en: "Mend it in QGIS (Fix geometries), or run with --repair to have it mended and listed", zh: "请在 QGIS 中修复几何，或加 --repair 由程序修复并列出")))
        return
      }
      notes.append(
        GroundNote(
          rule: "polygon-repaired", severity: .warning,
          text: "\(layer.name), feature \(feature.ordinal): \(reason)\(place); repaired, area changed by \(repaired.area - ground.area) m²",
          place: at.map(Geometry.point), measure: abs(repaired.area - ground.area), unit: "m²"))
      visit(layer, feature, repaired, &problems, &notes)
    }
  }

  /// The issue with the layer named as the manifest names it.
  private static func text(of issue: LayerIssue, in layer: LayerAccess) -> String {
    var named = issue
    named.source = layer.name
    return named.message
  }

  private mutating func note(_ transformation: Transformation, _ layer: LayerAccess) {
    guard !transformation.isIdentity else { return }
    notes.append(
      GroundNote(rule: "reprojected", severity: .info, text: "\(layer.name): \(transformation.note)", subjects: [layer.name]))
  }

  /// A point inside, and the footprint where there is one: the largest of several.
  private static func place(of geometry: Geometry) -> (footprint: Polygon?, point: Point)? {
    let polygons = geometry.polygons.filter { $0.area > 0 }
    if let largest = polygons.max(by: { $0.area < $1.area }) { return (largest, largest.interiorPoint) }
    if let point = geometry.points.first { return (nil, point) }
    if let line = geometry.lines.first { return (nil, line.points[line.points.count / 2]) }
    return nil
  }
}

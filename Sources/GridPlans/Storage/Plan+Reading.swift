import GridAuditing
import GridGeometry
import GridLayers

extension Plan {
  /// Reads a plan file whole. One that is replaced meanwhile is read again, so that all of it is of one version.
  ///
  /// - Throws: ``PlanError/layer(_:)`` when a layer or column of the contract is missing or cannot be read.
  public init(contentsOf path: String, control: PlanningControl = PlanningControl()) throws(PlanError) {
    for _ in 0..<20 {
      let before = FileIdentity(of: path)
      let read = Result { () throws(PlanError) in try Plan(reading: path, control: control) }
      guard FileIdentity(of: path) == before else { continue }
      self = try read.get()
      return
    }
    throw .busy(path: path, waited: .zero)
  }

  private init(reading path: String, control: PlanningControl) throws(PlanError) {
    let file = PlanFile(path: path, control: control)
    guard try file.layerNames().isSuperset(of: ["plan", "grids", "atoms"]) else {
      throw .badInput(
        InputProblem(
          source: path, cause: BilingualText(en: "it is no plan of Gridwright", zh: "它不是 Gridwright 的方案文件"),
          remedy: BilingualText(
            en: "Name a file that `gridwright plan` or `gridwright adopt` wrote",
            zh: "请指定由 `gridwright plan` 或 `gridwright adopt` 写出的文件")))
    }
    var settings: [String: String] = [:]
    try file.rows("plan", ["key", "value"]) { row in
      if let key = row.text(0), let value = row.text(1) { settings[key] = value }
    }
    guard settings["schema"] == "\(PlanSchema.version)" else {
      throw .badInput(
        InputProblem(
          source: path,
          cause: BilingualText(
            en: "it is not a plan of schema \(PlanSchema.version)", zh: "不是结构版本 \(PlanSchema.version) 的方案文件"),
          remedy: BilingualText(
            en: "Make the plan again with this version of gridwright", zh: "请用当前版本的 gridwright 重新生成方案")))
    }
    var grids: [Grid] = []
    let system = try file.rows(
      "grids",
      [
        "code", "parent", "kind", "name", "community", "township", "households", "persons", "leaf", "exclave",
        "valid_from", "valid_to", "area_m2", "perimeter_m", "polsby_popper",
      ]
    ) { row throws(PlanError) in
      grids.append(
        Grid(
          code: GridCode(row.text(0) ?? ""), parent: row.text(1).map(GridCode.init),
          kind: GridKind(rawValue: row.text(2) ?? "") ?? .first,
          name: row.text(3) ?? "", community: row.text(4) ?? "", township: row.text(5) ?? "",
          households: try row.count(6) ?? 0,
          persons: try row.count(7), isLeaf: row.integer(8) == 1, isExclave: row.integer(9) == 1,
          validFrom: row.text(10) ?? "",
          validTo: row.text(11), ground: row.ground,
          measures: GridMeasures(area: row.real(12) ?? -1, perimeter: row.real(13) ?? -1, polsbyPopper: row.real(14))))
    }
    var atoms: [PlanAtom] = []
    let groups = HouseholdGroups.named(in: try file.columns(of: "atoms"))
    try file.rows(
      "atoms",
      ["id", "households", "community", "compound", "site", "unit", "grid", "urban", "modelled"]
        + groups.map { HouseholdGroups.column($0).name }
    ) { row throws(PlanError) in
      var counts: [Int] = []
      for group in groups.indices { counts.append(try row.count(9 + group) ?? 0) }
      atoms.append(
        PlanAtom(
          id: row.text(0) ?? "", households: try row.count(1) ?? 0, community: row.text(2) ?? "", compound: row.text(3),
          site: row.text(4), unit: row.text(5), grid: GridCode(row.text(6) ?? ""), isUrban: row.integer(7) == 1,
          isModelled: row.integer(8) == 1, ground: row.ground, groups: counts))
    }
    var communities: [PlanCommunity] = []
    try file.rows("communities", ["code", "name", "township", "households"]) { row throws(PlanError) in
      communities.append(
        PlanCommunity(
          code: row.text(0) ?? "", name: row.text(1) ?? "", township: row.text(2) ?? "",
          households: try row.count(3) ?? 0,
          ground: row.ground))
    }
    self.init(
      name: settings["name"] ?? "", countyCode: settings["county"] ?? "", referenceSystem: try file.metric(system),
      policyName: settings["policy"] ?? "", bands: Self.bands(settings),
      dedicatedMode: Policy.DedicatedMode(rawValue: settings["dedicated_mode"] ?? "") ?? .carve,
      wholeCompoundsDownTo: settings["whole_compounds_down_to"].flatMap { Int($0) } ?? 1,
      seed: settings["seed"].flatMap { UInt64($0) } ?? 0, kindNames: Self.kindNames(settings),
      isSynthetic: settings["synthetic"] == "1",
      attribution: settings["attribution"] ?? "",
      modelledHouseholds: settings["modelled_households"].flatMap { Int($0) } ?? 0,
      precision: settings["precision"].flatMap(Double.init) ?? 0.01, grids: grids, atoms: atoms,
      communities: communities,
      exceptions: try file.exceptions(), findings: try file.findings(), barriers: try file.carried("barriers"),
      sites: try file.carried("sites"), servicePoints: try file.servicePoints(), reach: try file.reach(settings),
      retired: try file.retiredCodes(), originals: try file.originals(),
      provenance: [], date: settings["date"] ?? "", visits: try file.visits(settings),
      cured: try file.curedFindings(), lookedAt: settings["looked_at"],
      staffingText: settings["staffing"] ?? "", staffing: try file.staffing(try file.layerNames()), groups: groups)
    caseZone = settings[PlanSchema.caseZone]
    caseRules = settings[PlanSchema.caseRules]
    // Rules that cannot be read would let the audit pass over staffing in silence.
    _ = try staffingSpec(file: path)
  }

  private static func kindNames(_ settings: [String: String]) -> [GridKind: BilingualText] {
    var names: [GridKind: BilingualText] = [:]
    for kind in GridKind.allCases {
      guard let en = settings["name.\(kind.rawValue).en"], let zh = settings["name.\(kind.rawValue).zh"] else {
        continue
      }
      names[kind] = BilingualText(en: en, zh: zh)
    }
    return names
  }

  private static func bands(_ settings: [String: String]) -> [AuditBand] {
    let classes: [CommunityClass?] = [nil] + CommunityClass.allCases
    return GridKind.allCases.flatMap { kind in
      classes.compactMap { communities -> AuditBand? in
        let suffix = communities.map { ".\($0.rawValue)" } ?? ""
        let parts = settings["band.\(kind.rawValue)\(suffix)"]?.split(separator: "…").compactMap { Int($0) } ?? []
        guard parts.count == 2 else { return nil }
        return AuditBand(kind: kind.rawValue, communities: communities, minimum: parts[0], maximum: parts[1])
      }
    }
  }
}

/// A plan file opened for reading, table by table.
struct PlanFile {
  let path: String
  var control = PlanningControl()

  /// One row with its columns in the order they were asked for.
  struct Row {
    /// File, layer and row, for a message.
    let source: String
    let ordinal: Int
    let values: [FieldValue]
    let geometry: Geometry?

    func text(_ column: Int) -> String? { values[column].text.flatMap { $0.isEmpty ? nil : $0 } }
    func integer(_ column: Int) -> Int? { values[column].integer.map(Int.init) }
    /// A number of households or people that sums of a county can hold.
    func count(_ column: Int) throws(PlanError) -> Int? {
      guard let number = integer(column) else { return nil }
      guard (0...1_000_000_000).contains(number) else {
        throw .badInput(
          InputProblem(
            source: source, place: .feature(ordinal),
            cause: BilingualText(en: "it holds \(number) households or people", zh: "其户数或人数为 \(number)"),
            remedy: BilingualText(en: "The file was changed or damaged: make the plan again", zh: "文件被改动或已损坏，请重新生成方案")))
      }
      return number
    }

    func real(_ column: Int) -> Double? { values[column].real }
    var ground: MultiPolygon { MultiPolygon(geometry?.polygons ?? []) }

    /// A row of findings, denominator and base last where the file has them.
    var finding: Finding {
      var finding = Finding(self)
      guard values.count > 10 else { return finding }
      finding.denominator = real(9)
      finding.base = text(10) ?? ""
      return finding
    }
  }

  /// Feeds the rows of a layer and returns its reference system.
  @discardableResult
  func rows(_ layer: String, _ columns: [String], _ body: (Row) throws(PlanError) -> Void) throws(PlanError)
    -> ReferenceSystem?
  {
    try asPlanErrors("reading \(path)") {
      let reader = try Layers.open(LayerSource(path: path, layer: layer), options: ReadOptions(fields: columns))
      try reader.forEach { feature in
        if feature.ordinal & 1023 == 0 { try control.check() }
        let row = Row(
          source: "\(path)#\(layer)", ordinal: feature.ordinal, values: feature.values, geometry: feature.geometry)
        try body(row)
      }
      return reader.schema.referenceSystem
    }
  }

  /// The system of the grids: projected metres, or the file is no plan.
  func metric(_ system: ReferenceSystem?) throws(PlanError) -> ReferenceSystem {
    guard let system, system.isProjectedMetres else {
      throw .badInput(
        InputProblem(
          source: path, cause: BilingualText(en: "its grids are not in projected metres", zh: "网格不是以米为单位的投影坐标"),
          remedy: BilingualText(en: "Make the plan with `gridwright plan`", zh: "请用 `gridwright plan` 生成方案")))
    }
    return system
  }

  func exceptions() throws(PlanError) -> [BandException] {
    var result: [BandException] = []
    try rows("exceptions", ["grid", "households", "cause", "reason", "reason_zh", "proved"]) { row throws(PlanError) in
      result.append(
        BandException(
          grid: GridCode(row.text(0) ?? ""), households: try row.count(1) ?? 0, cause: .init(name: row.text(2) ?? ""),
          reason: BilingualText(en: row.text(3) ?? "", zh: row.text(4) ?? ""), isProved: row.integer(5) == 1))
    }
    return result
  }

  func findings() throws(PlanError) -> [Finding] {
    var result: [Finding] = []
    // Plans of earlier versions have no denominators.
    let known = try columns(of: "findings")
    let more = ["denominator", "base"].filter(known.contains)
    try rows("findings", Self.findingColumns + more) { row in result.append(row.finding) }
    return result
  }

  func curedFindings() throws(PlanError) -> [CuredFinding] {
    guard try !columns(of: "cured_findings").isEmpty else { return [] }
    var result: [CuredFinding] = []
    try rows("cured_findings", Self.findingColumns + ["denominator", "base", "cured_on"]) { row in
      result.append(CuredFinding(row.finding, curedOn: row.text(Self.findingColumns.count + 2) ?? ""))
    }
    return result
  }

  /// What stood when somebody looked for gaps, by day.
  func gapLooks() throws(PlanError) -> [GapLook] {
    guard try !columns(of: PlanSchema.gapLooks.name).isEmpty else { return [] }
    var looks: [String: GapLook] = [:]
    try rows(PlanSchema.gapLooks.name, ["day", "finding"]) { row in
      guard let day = row.text(0) else { return }
      looks[day, default: GapLook(day: day, standing: [])].standing.formUnion(row.text(1).map { [$0] } ?? [])
    }
    return looks.values.sorted { $0.day < $1.day }
  }

  private static let findingColumns = [
    "id", "rule", "severity", "grid", "measure", "unit", "text", "text_zh", "since",
  ]

  /// The names of a table's columns; none where the file has no such table.
  func columns(of layer: String) throws(PlanError) -> Set<String> {
    do throws(LayerError) {
      guard try Layers.layerNames(at: path).contains(layer) else { return [] }
      return Set(try Layers.open(LayerSource(path: path, layer: layer)).schema.fields.map(\.name))
    } catch {
      throw .layer(error)
    }
  }

  func carried(_ layer: String) throws(PlanError) -> [CarriedFeature] {
    var result: [CarriedFeature] = []
    try rows(layer, ["class", "name"]) { row in
      guard let geometry = row.geometry else { return }
      result.append(CarriedFeature(category: row.text(0) ?? "", name: row.text(1) ?? "", geometry: geometry))
    }
    return result
  }

  func servicePoints() throws(PlanError) -> [ServicePoint] {
    var result: [ServicePoint] = []
    try rows("service_points", ["id", "class", "name"]) { row in
      guard let point = row.geometry?.points.first else { return }
      result.append(
        ServicePoint(id: row.text(0) ?? "", category: row.text(1) ?? "", name: row.text(2) ?? "", point: point))
    }
    return result
  }

  func retiredCodes() throws(PlanError) -> [RetiredCode] {
    var result: [RetiredCode] = []
    try rows("retired_codes", ["code", "successor", "retired_on"]) { row in
      result.append(
        RetiredCode(
          code: GridCode(row.text(0) ?? ""), successor: row.text(1).map(GridCode.init), retiredOn: row.text(2) ?? ""))
    }
    return result
  }

  /// The layer that the plan was adopted from, as it was named then; `nil` for a plan of another making.
  func adoptedFrom() throws(PlanError) -> String? {
    var source: String?
    try rows("provenance", ["layer", "source"]) { row in
      if row.text(0) == "adopted" { source = row.text(1) }
    }
    return source
  }

  /// Empty for a plan that was not adopted.
  func originals() throws(PlanError) -> [AdoptedFeature] {
    do {
      guard try Layers.layerNames(at: path).contains("adopted") else { return [] }
    } catch {
      throw .layer(error)
    }
    var result: [AdoptedFeature] = []
    try rows("adopted", ["code", "name", "feature"]) { row in
      result.append(
        AdoptedFeature(
          code: row.text(0) ?? "", name: row.text(1) ?? "", ordinal: row.integer(2) ?? row.ordinal, ground: row.ground))
    }
    return result
  }
}

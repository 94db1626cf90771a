import Foundation
import GridGeometry
import GridLayers
import GridStaffing
import GridVisits
import Yams

extension County {
  /// Reads a manifest, and the policy it names.
  ///
  /// - Throws: ``PlanError/badInput(_:)`` with file, key, line, cause and remedy.
  public init(contentsOf path: String) throws(PlanError) {
    let root = try SettingNode.parse(try readText(path), file: path)
    let keys = try root.mapping(knowing: [
      "name", "code", "crs", "policy", "layers", "tolerances", "synthetic", "attribution",
    ])
    let directory = URL(fileURLWithPath: path).deletingLastPathComponent().path
    manifestPath = path
    name = try keys["name"]?.text() ?? URL(fileURLWithPath: path).deletingLastPathComponent().lastPathComponent
    attribution = try keys["attribution"]?.text() ?? ""
    isSynthetic = try keys["synthetic"]?.boolean() ?? false
    code = try keys["code"]?.text() ?? ""
    referenceSystem = try keys["crs"].flatMap { node throws(PlanError) in try node.referenceSystem(allowingAuto: true) }
    if let system = referenceSystem, let node = keys["crs"], !system.isProjectedMetres {
      throw node.problem(
        BilingualText(en: "\(system.name) is not a projected system in metres", zh: "\(system.name) 不是以米为单位的投影坐标系"),
        BilingualText(
          en: "Write `crs: auto`, or a projected system such as EPSG:4547", zh: "请写 `crs: auto`，或写投影坐标系，例如 EPSG:4547"))
    }
    guard let policyNode = keys["policy"] else {
      throw root.problem(
        BilingualText(en: "no policy is named", zh: "没有指定策略"),
        BilingualText(
          en: "Add `policy: households-300-500` or a path to a policy file",
          zh: "请加上 `policy: households-300-500` 或策略文件路径"))
    }
    (policy, policySource) = try policyNode.policy(relativeTo: directory)
    guard let layersNode = keys["layers"] else {
      throw root.problem(
        BilingualText(en: "no layers are named", zh: "没有指定任何图层"),
        BilingualText(
          en: "Add `layers:` with at least communities or units", zh: "请加上 `layers:`，至少包含 communities 或 units"))
    }
    let layers = try layersNode.mapping(knowing: [
      "communities", "units", "households", "buildings", "landuse", "compounds", "barriers", "sites", "previous",
      "servicePoints", "workers",
    ])
    func layer(_ key: String, _ fields: [String], _ more: [String] = []) throws(PlanError) -> LayerSpec? {
      guard let node = layers[key] else { return nil }
      return try LayerSpec(node, fields: fields, more: more, directory: directory)
    }
    communities = try layer("communities", ["code", "name", "township", "urban"])
    units = try layer("units", ["id", "households", "persons", "community", "urban", "groups"])
    households = try layer("households", ["id", "households", "persons", "groups"])
    buildings = try layer("buildings", ["id", "use", "floors"], ["model"])
    compounds = try layer("compounds", ["id", "households"])
    sites = try layer("sites", ["id", "class", "name", "rank"])
    previous = try layer("previous", ["code", "name", "level", "kind", "locked"])
    servicePoints = try layer("servicePoints", ["id", "class", "name"])
    workers = try layer("workers", ["id", "name", "role", "skills", "max_grids", "max_households", "grid"])
    model = try layers["buildings"].flatMap { node throws(PlanError) in try HouseholdModelSpec(building: node) }
    landUse = try layers["landuse"].map { node throws(PlanError) in try LandUseSpec(node, directory: directory) }
    var barriers: [BarrierSpec] = []
    if let list = layers["barriers"] {
      for node in try list.list() { barriers.append(try BarrierSpec(node, directory: directory)) }
    }
    self.barriers = barriers
    tolerances = try Tolerances(keys["tolerances"])
    guard communities != nil || units != nil else {
      throw layersNode.problem(
        BilingualText(en: "neither communities nor units are given", zh: "既没有 communities，也没有 units"),
        BilingualText(en: "Name at least one of the two", zh: "请至少指定其一"))
    }
    if let staffing = policy.staffing {
      try staffing.rules.load.requireKnown(
        groups: householdGroups, classes: policy.visits?.classes.map(\.code), source: policySource)
    }
  }
}

/// The text of a small file such as a manifest or a policy, UTF-8.
func readText(_ path: String) throws(PlanError) -> String {
  try requireRegularFile(path)
  guard let data = FileManager.default.contents(atPath: path) else {
    throw .badInput(
      InputProblem(
        source: path, cause: BilingualText(en: "the file is missing or cannot be read", zh: "文件不存在或无法读取"),
        remedy: BilingualText(en: "Check the path and its permissions", zh: "请检查路径和权限")))
  }
  guard let text = String(data: data, encoding: .utf8) else {
    throw .badInput(
      InputProblem(
        source: path, cause: BilingualText(en: "the file is not UTF-8 text", zh: "文件不是 UTF-8 文本"),
        remedy: BilingualText(en: "Save it as UTF-8", zh: "请另存为 UTF-8")))
  }
  return text
}

/// Refuses a folder, a device or a pipe where a small file is to be read; a file that is missing passes.
func requireRegularFile(_ path: String) throws(PlanError) {
  guard !path.isEmpty else {
    throw .badInput(
      InputProblem(
        source: "-", cause: BilingualText(en: "no file is named", zh: "没有给出文件名"),
        remedy: BilingualText(en: "Name the manifest, such as county.yaml", zh: "请给出清单，例如 county.yaml")))
  }
  let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
  let kind = (try? FileManager.default.attributesOfItem(atPath: target))?[.type] as? FileAttributeType
  guard let kind, kind != .typeRegular else { return }
  let isFolder = kind == .typeDirectory
  let manifest = "\(path.hasSuffix("/") ? String(path.dropLast()) : path)/county.yaml"
  let remedy: BilingualText
  if isFolder, FileManager.default.fileExists(atPath: manifest) {
    remedy = BilingualText(en: "Did you mean \(manifest)?", zh: "是否应为 \(manifest)？")
  } else {
    remedy = BilingualText(en: "Name the file, such as county.yaml", zh: "请给出文件，例如 county.yaml")
  }
  throw .badInput(
    InputProblem(
      source: path,
      cause: isFolder
        ? BilingualText(en: "it is a folder", zh: "它是一个目录") : BilingualText(en: "it is no regular file", zh: "它不是普通文件"),
      remedy: remedy))
}

extension SettingNode {
  fileprivate func referenceSystem(allowingAuto: Bool) throws(PlanError) -> ReferenceSystem? {
    let word = try text()
    if allowingAuto, word == "auto" { return nil }
    do {
      return try ReferenceSystem(word)
    } catch {
      throw problem(
        BilingualText(en: "unknown reference system `\(word.shortened)`", zh: "未知的坐标系 `\(word.shortened)`"),
        BilingualText(
          en: "Write an EPSG code such as EPSG:4490, or GCJ-02, BD-09, WGS84, CGCS2000",
          zh: "请写 EPSG 代码（如 EPSG:4490），或 GCJ-02、BD-09、WGS84、CGCS2000"))
    }
  }

  fileprivate func policy(relativeTo directory: String) throws(PlanError) -> (Policy, String) {
    if node.mapping != nil { return (try Policy(self), file) }
    let word = try text()
    if word.isEmpty {
      throw problem(BilingualText(en: "no policy is named", zh: "没有指定策略"), Policy.presetNames)
    }
    if let preset = Policy.presets[word] { return (try Policy(yaml: preset, file: "preset \(word)"), word) }
    if !word.contains("/"), !word.hasSuffix(".yaml"), !word.hasSuffix(".yml") {
      throw problem(Policy.noSuchPreset(word), Policy.presetNames)
    }
    let path = word.hasPrefix("/") ? word : "\(directory)/\(word)"
    return (try Policy(yaml: try readText(path), file: path), path)
  }
}

extension County.LayerSpec {
  init(_ node: SettingNode, fields known: [String], more: [String], directory: String) throws(PlanError) {
    let keys = try node.mapping(knowing: ["source", "fields", "crs", "encoding", "where"] + more)
    guard let sourceNode = keys["source"] else {
      throw node.problem(
        BilingualText(en: "the layer has no source", zh: "图层没有 source"),
        BilingualText(en: "Add `source: file.gpkg#layer`", zh: "请加上 `source: 文件.gpkg#图层`"))
    }
    title = try sourceNode.text()
    guard !title.isEmpty else {
      throw sourceNode.problem(
        BilingualText(en: "the source is empty", zh: "source 为空"),
        BilingualText(en: "Write `source: file.gpkg#layer`", zh: "请写 `source: 文件.gpkg#图层`"))
    }
    source = LayerSource(title, relativeTo: directory)
    var fields: [String: String] = [:]
    for (key, value) in try keys["fields"]?.mapping(knowing: known) ?? [:] {
      if key == "groups" {
        for (group, column) in try value.groupFields() { fields[group] = column }
      } else {
        fields[key] = try value.text()
      }
    }
    self.fields = fields
    referenceSystem = try keys["crs"].flatMap { node throws(PlanError) in try node.referenceSystem(allowingAuto: false)
    }
    encoding = try keys["encoding"].map { node throws(PlanError) in try node.encoding() }
    if let node = keys["encoding"], source.path.lowercased().hasSuffix(".gpkg") {
      throw node.problem(
        BilingualText(en: "a GeoPackage is always UTF-8", zh: "GeoPackage 的文字总是 UTF-8"),
        BilingualText(en: "Remove `encoding`", zh: "请删除 `encoding`"))
    }
    var conditions: [County.Condition] = []
    for (field, value) in try keys["where"]?.mapping() ?? [] {
      var values: [String] = []
      if value.node.sequence != nil {
        for item in try value.list() { values.append(try item.text()) }
      } else {
        values = [try value.text()]
      }
      guard !values.isEmpty else {
        throw value.problem(
          BilingualText(en: "no value is listed", zh: "没有列出任何取值"),
          BilingualText(en: "List the values to keep, or remove the condition", zh: "请列出要保留的取值，或删除该条件"))
      }
      conditions.append(County.Condition(field: field, values: values))
    }
    self.conditions = conditions
  }
}

extension SettingNode {
  fileprivate func encoding() throws(PlanError) -> TextEncoding {
    switch try text().lowercased().replacing("-", with: "") {
    case "utf8": return .utf8
    case "gbk", "gb18030", "gb2312", "cp936": return .gb18030
    default:
      throw problem(
        BilingualText(en: "unknown encoding", zh: "未知的编码"),
        BilingualText(en: "Write UTF-8, GBK or GB18030", zh: "请写 UTF-8、GBK 或 GB18030"))
    }
  }
}

extension County.BarrierSpec {
  fileprivate init(_ node: SettingNode, directory: String) throws(PlanError) {
    let own = ["weights", "weight", "hard", "hardClasses", "tier2", "ignore"]
    layer = try County.LayerSpec(node, fields: ["class", "bridge", "tunnel", "name"], more: own, directory: directory)
    let keys = try node.mapping(knowing: ["source", "fields", "crs", "encoding", "where"] + own)
    weights = try keys["weights"].numbers(0...1000)
    defaultWeight = try keys["weight"]?.number(0...1000) ?? (weights.isEmpty ? 1 : 0)
    isHard = try keys["hard"]?.boolean() ?? false
    hardClasses = try keys["hardClasses"].texts()
    heavyBlocksOnly = try keys["tier2"].texts()
    ignored = try keys["ignore"].texts()
  }
}

extension County.LandUseSpec {
  fileprivate init(_ node: SettingNode, directory: String) throws(PlanError) {
    layer = try County.LayerSpec(node, fields: ["class"], more: ["weights"], directory: directory)
    let keys = try node.mapping(knowing: ["source", "fields", "crs", "encoding", "where", "weights"])
    weights = try keys["weights"].numbers(0...100)
  }
}

extension SettingNode? {
  /// Numbers by name.
  fileprivate func numbers(_ range: ClosedRange<Double>) throws(PlanError) -> [String: Double] {
    var result: [String: Double] = [:]
    for (name, value) in try self?.mapping() ?? [] { result[name] = try value.number(range) }
    return result
  }

  fileprivate func texts() throws(PlanError) -> [String] {
    guard let node = self else { return [] }
    var result: [String] = []
    for item in try node.list() { result.append(try item.text()) }
    return result
  }
}

extension County.HouseholdModelSpec {
  fileprivate init?(building node: SettingNode) throws(PlanError) {
    let keys = try node.mapping(knowing: ["source", "fields", "crs", "encoding", "where", "model"])
    let model = try keys["model"]?.mapping(knowing: ["total", "totals"]) ?? [:]
    if model["total"] != nil, let node = model["totals"] {
      throw node.problem(
        BilingualText(en: "both `total` and `totals` are stated", zh: "同时写了 `total` 和 `totals`"),
        BilingualText(en: "State the county's total or the communities' totals, not both", zh: "请只写全县总数或各社区总数之一"))
    }
    total = try model["total"]?.integer(0...100_000_000)
    var totals: [String: Int] = [:]
    for (code, value) in try model["totals"]?.mapping() ?? [] { totals[code] = try value.integer(0...100_000_000) }
    self.totals = totals
  }
}

extension County.Tolerances {
  fileprivate init(_ node: SettingNode?) throws(PlanError) {
    let keys = try node?.mapping(knowing: ["communities", "precision"]) ?? [:]
    communities = try keys["communities"]?.number(0...100) ?? 0.5
    precision = try keys["precision"]?.number(0.001...1) ?? 0.01
  }
}

import GridGeometry
import GridLayers

/// A roster's file: its columns by our names, its rows filtered, its reference system.
struct RosterTable {
  let title: String
  let reader: any LayerReader
  private let columns: [String: Int]
  private let conditions: [(column: Int, values: Set<String>)]
  private let referenceSystem: ReferenceSystem?
  private(set) var notes: [BilingualText] = []

  /// Our names and what such columns are usually headed.
  static let names: [String: [String]] = [
    "id": ["id", "编号", "工号", "人员编号"], "name": ["name", "姓名", "名称"], "role": ["role", "角色", "岗位", "职务"],
    "skills": ["skills", "skill", "技能", "专长"], "max_grids": ["max_grids", "网格数上限", "最多网格"],
    "max_households": ["max_households", "户数上限", "最多户数"], "grid": ["grid", "网格", "网格编码", "现任网格"],
  ]

  /// - Throws: ``PlanError/badInput(_:)`` where there is no column of ids or a field of the manifest is not there.
  init(_ spec: County.LayerSpec, plan: Plan) throws(PlanError) {
    title = spec.title
    var options = ReadOptions(referenceSystem: spec.referenceSystem, encoding: spec.encoding)
    options.marksGarbledRows = true
    do {
      reader = try Layers.open(spec.source, options: options)
    } catch {
      throw .layer(error)
    }
    let available = reader.schema.fields.map { $0.name.trimmingSpaces.lowercased() }
    var columns: [String: Int] = [:]
    for (key, heads) in Self.names.sorted(by: { $0.key < $1.key }) {
      if let stated = spec.fields[key] {
        guard let index = reader.schema.index(of: stated) else { throw Self.missing(stated, spec, reader.schema) }
        columns[key] = index
      } else {
        columns[key] = available.firstIndex { heads.contains($0) }
      }
    }
    guard columns["id"] != nil || available.isEmpty else { throw Self.missing("id", spec, reader.schema) }
    var conditions: [(column: Int, values: Set<String>)] = []
    for condition in spec.conditions {
      guard let index = reader.schema.index(of: condition.field) else {
        throw Self.missing(condition.field, spec, reader.schema)
      }
      conditions.append((index, Set(condition.values)))
    }
    self.columns = columns
    self.conditions = conditions
    notes += Self.unread(reader.schema, except: Set(columns.values).union(conditions.map(\.column)), title: title)
    referenceSystem = reader.schema.referenceSystem
    if referenceSystem == nil, reader.schema.hasGeometry {
      notes.append(
        BilingualText(
          en:
            "\(title): x and y are taken for the plan's system, \(plan.referenceSystem.name); declare another with --crs",
          zh: "\(title)：x、y 按方案坐标系 \(plan.referenceSystem.name) 处理；如为其他坐标系请用 --crs 声明"))
    }
  }

  /// Columns that mean nothing to a roster, each with the one it may have been meant for.
  private static func unread(_ schema: LayerSchema, except read: Set<Int>, title: String) -> [BilingualText] {
    let places = CoordinateNames.all
    let others = schema.fields.indices.filter {
      !read.contains($0) && !places.contains(schema.fields[$0].name.trimmingSpaces.lowercased())
    }
    let heads = names.values.flatMap(\.self).sorted() + ["lon", "lat", "x", "y"]
    let hints = others.compactMap { column -> (written: String, meant: String)? in
      let written = schema.fields[column].name
      return written.nearest(among: heads).map { (written, $0) }
    }
    guard !others.isEmpty else { return [] }
    let list = others.map { "`\(schema.fields[$0].name.shortened)`" }
    return [
      BilingualText(
        en: "\(title): columns that are not read: \(list.joined(separator: ", "))",
        zh: "\(title)：以下列未读取：\(list.joined(separator: "、"))")
    ]
      + hints.map {
        BilingualText(
          en: "\(title): if `\($0.written.shortened)` was meant for `\($0.meant)`, name the column so",
          zh: "\(title)：如 `\($0.written.shortened)` 应为 `\($0.meant)`，请改列名")
      }
  }

  private static func missing(_ field: String, _ spec: County.LayerSpec, _ schema: LayerSchema) -> PlanError {
    let names = schema.fields.map(\.name)
    let hint = field.nearest(among: names)
    return .badInput(
      InputProblem(
        source: spec.title, place: .field(field), cause: BilingualText(en: "there is no such field", zh: "没有这个字段"),
        remedy: hint.map { BilingualText(en: "Did you mean `\($0)`?", zh: "是否应为 `\($0)`？") }
          ?? BilingualText(
            en: "The roster has: \(names.joined(separator: ", "))", zh: "名册的字段有：\(names.joined(separator: "、"))")))
  }

  func has(_ field: String) -> Bool { columns[field] != nil }

  func keeps(_ feature: Feature) -> Bool {
    conditions.allSatisfy { $0.values.contains(feature.values[$0.column].text ?? "") }
  }

  /// A cell without white space around it; `nil` where there is nothing. Names lose control characters, which nothing can
  /// show; in whatever is looked up a dot stands for what nobody sees, so that nothing passes for something else.
  func text(_ field: String, _ feature: Feature) -> String? {
    guard let column = columns[field], column < feature.values.count, let text = feature.values[column].text else {
      return nil
    }
    var clean = text.trimmingSpaces
    if field == "name" {
      clean.unicodeScalars.removeAll { $0.properties.generalCategory == .control }
    } else {
      clean = clean.withUnseenDotted
    }
    return clean.isEmpty ? nil : clean
  }

  /// The first character of a cell that nobody sees, spaces around the text apart.
  func unseen(_ field: String, _ feature: Feature) -> String? {
    guard let column = columns[field], column < feature.values.count, let text = feature.values[column].text else {
      return nil
    }
    return text.trimmingSpaces.unseenCharacter
  }

  /// The parts of a cell between semicolons.
  func list(_ field: String, _ feature: Feature) -> [String] {
    let parts = (text(field, feature) ?? "").split { $0 == ";" || $0 == "；" }
    return parts.map { String($0).trimmingSpaces }.filter { !$0.isEmpty }
  }

  /// The way into the plan's system; `nil` where coordinates are in it already, or there are none.
  func transformation(to target: ReferenceSystem, allowingBallpark: Bool) throws(PlanError) -> Transformation? {
    guard let referenceSystem, referenceSystem != target else { return nil }
    do {
      return try Transformation(from: referenceSystem, to: target, allowingBallpark: allowingBallpark)
    } catch {
      throw .badInput(
        InputProblem(
          source: title, cause: BilingualText(en: error.message, zh: ChineseWording.of(error.message)),
          remedy: BilingualText(en: "Declare the homes' system with --crs", zh: "请用 --crs 声明住址的坐标系")))
    }
  }
}

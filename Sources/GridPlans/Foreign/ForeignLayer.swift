import GridAuditing
import GridGeometry
import GridLayers

/// How somebody's layer is to be read.
public struct ForeignLayerOptions: Sendable {
  public var fields: FieldMapping
  /// Declared; overrides what the file says.
  public var referenceSystem: String?
  /// Lets a layer through whose only transformation ignores the datum.
  public var allowsBallpark: Bool

  /// As the file says, unless told otherwise.
  public init(fields: FieldMapping = .unstated, referenceSystem: String? = nil, allowsBallpark: Bool = false) {
    self.fields = fields
    self.referenceSystem = referenceSystem
    self.allowsBallpark = allowsBallpark
  }
}

/// Somebody's polygons in a system of metres, with all their dirt told.
struct ForeignLayer {
  /// A feature and what its fields say.
  struct Record {
    var ground: CoverageGround
    var values: [FieldMapping.Key: FieldValue]

    /// A text without control characters; `nil` where there is none.
    func text(_ key: FieldMapping.Key) -> String? { values[key]?.text.flatMap(\.cleanText) }

    /// What a field of counts says.
    enum Count {
      case number(Int)
      case absent
      case unreadable(String)
    }

    func count(_ key: FieldMapping.Key) -> Count {
      guard let value = values[key], let written = value.text?.cleanText else { return .absent }
      guard let number = value.integer, (0...10_000_000).contains(number) else { return .unreadable(written) }
      return .number(Int(number))
    }
  }

  let title: String
  /// The system of the coordinates in the file.
  let source: ReferenceSystem
  /// The system of ``records``, in which areas are measured.
  let metric: ReferenceSystem
  let records: [Record]
  /// What concerns the layer as a whole.
  let notes: [BilingualText]
  let statesCodes: Bool

  var grounds: [CoverageGround] { records.map(\.ground) }

  /// Reads a layer whole.
  ///
  /// - Parameters:
  ///   - metric: The system to bring it into; `nil` takes the layer's own when it is in metres, else one for its place.
  ///   - needsCode: Whether a layer without a field of codes is refused.
  /// - Throws: ``PlanError`` where there is no layer of polygons to speak of.
  init(
    _ path: String, options: ForeignLayerOptions, metric wanted: ReferenceSystem? = nil, needsCode: Bool = false,
    control: PlanningControl
  ) throws(PlanError) {
    let reader = try openLayer(path, referenceSystem: options.referenceSystem)
    let title = "\(LayerSource(path))"
    let features = try allFeatures(of: reader, title: title, control: control)
    let columns = try FieldColumns(reader.schema, options.fields, title: title)
    if needsCode, columns[.code] == nil { throw columns.noCode(title: title) }
    let system = try reader.schema.system(of: features, title: title)
    let strays = StrayFeatures(features, in: system)
    guard features.contains(where: { $0.geometry.map { !$0.polygons.isEmpty } ?? false }) else {
      throw .noPolygons(title: title, features)
    }
    let metric: ReferenceSystem
    if let wanted {
      metric = wanted
    } else {
      let envelope = strays.envelope.isEmpty ? features.finiteEnvelope : strays.envelope
      metric = try metricSystem(for: envelope, in: system, title: title)
    }
    let transformation = try GridPlans.transformation(
      of: title, from: system, to: metric, allowingBallpark: options.allowsBallpark, declaration: "--crs")
    self.title = title
    self.metric = metric
    source = system
    statesCodes = columns[.code] != nil
    records = features.enumerated().map { position, feature in
      Record(
        ground: feature.ground(
          code: columns.value(.code, of: feature), name: columns.value(.name, of: feature), by: transformation,
          stray: strays.causes[position]),
        values: columns.values(of: feature))
    }
    if wanted != nil, records.allSatisfy(\.ground.ground.isEmpty), case .unreadable(let cause)? = records.lazy.compactMap(\.ground.defect).first
    {
      throw .badInput(
        InputProblem(
          source: title,
          cause: BilingualText(
            en: "not one of its features can be placed in \(metric.name): \(cause.en)",
            zh: "没有一个要素能放到 \(metric.name) 中：\(cause.zh)"),
          remedy: BilingualText(
            en: "Declare the layer's system with --crs, and check for exchanged coordinates",
            zh: "请用 --crs 声明图层的坐标系，并检查坐标是否颠倒")))
    }
    var notes: [BilingualText] = []
    if columns[.code] == nil { notes.append(columns.numbered) }
    if !transformation.isIdentity {
      notes.append(
        BilingualText(
          en: "brought from \(system.name) into \(metric.name)", zh: "由 \(system.name) 转换到 \(metric.name)"))
    }
    // Dirt of single features is told with them; what the reader says of the layer as a whole is told here.
    notes += reader.issues.filter { $0.feature == nil }.map {
      BilingualText(en: $0.cause, zh: ChineseWording.of($0.cause))
    }
    self.notes = notes
  }
}

/// The positions of our fields among theirs.
struct FieldColumns {
  private let columns: [FieldMapping.Key: Int]
  private let available: [String]

  /// - Throws: ``PlanError/badInput(_:)`` for a field that is named and not there.
  init(_ schema: LayerSchema, _ mapping: FieldMapping, title: String) throws(PlanError) {
    available = schema.fields.map(\.name)
    var columns: [FieldMapping.Key: Int] = [:]
    for key in FieldMapping.Key.allCases {
      if let field = mapping[key] {
        do {
          columns[key] = try schema.requiredIndex(of: field, source: title)
        } catch {
          throw .layer(error)
        }
      } else if let index = schema.index(of: key.rawValue) {
        columns[key] = index
      }
    }
    self.columns = columns
  }

  subscript(key: FieldMapping.Key) -> Int? { columns[key] }

  func value(_ key: FieldMapping.Key, of feature: Feature) -> String? {
    guard let column = columns[key], column < feature.values.count else { return nil }
    return feature.values[column].text?.cleanText
  }

  func values(of feature: Feature) -> [FieldMapping.Key: FieldValue] {
    columns.filter { $0.value < feature.values.count }.mapValues { feature.values[$0] }
  }

  private var list: String { available.isEmpty ? "—" : available.joined(separator: ", ") }

  func noCode(title: String) -> PlanError {
    .badInput(
      InputProblem(
        source: title, cause: BilingualText(en: "no field is named as the code", zh: "没有指明编码字段"),
        remedy: BilingualText(
          en: "Write --fields code=…; the layer has: \(list)", zh: "请写 --fields code=…；图层的字段有：\(list)")))
  }

  /// What is told of a layer without codes.
  var numbered: BilingualText {
    BilingualText(
      en:
        "no field of codes is named, so features are called by their number (#1, #2, …); write --fields code=…; the layer has: \(list)",
      zh: "没有指明编码字段，要素以序号称呼（#1、#2……）；请写 --fields code=…；图层的字段有：\(list)")
  }
}

extension Feature {
  /// The feature as the audit of a coverage reads it.
  ///
  /// - Parameter stray: Why its coordinates cannot be meant, where they cannot.
  fileprivate func ground(
    code: String?, name: String?, by transformation: Transformation, stray: BilingualText?
  ) -> CoverageGround {
    var result = CoverageGround(code: code, name: name ?? "", ordinal: ordinal, ground: .empty)
    guard let geometry, !geometry.isVacant else {
      result.defect = fault.map { .unreadable(Wording(en: $0.cause, zh: ChineseWording.of($0.cause))) } ?? .missing
      return result
    }
    let polygons = geometry.polygons
    guard !polygons.isEmpty else {
      result.defect = .notPolygon(geometry.typeName)
      return result
    }
    if let stray {
      result.defect = .unreadable(Wording(en: stray.en, zh: stray.zh))
      return result
    }
    do {
      let moved = try transformation.apply(.multiPolygon(MultiPolygon(polygons)))
      result.ground = MultiPolygon(moved.polygons)
    } catch {
      result.defect = .unreadable(Wording(en: error.message, zh: ChineseWording.of(error.message)))
    }
    return result
  }
}

extension Geometry {
  /// Whether there is no position in it. An envelope cannot tell: one of numbers that are none is empty too.
  fileprivate var isVacant: Bool {
    polygons.allSatisfy { $0.exterior.points.isEmpty } && lines.allSatisfy { $0.points.isEmpty } && points.isEmpty
  }
}

extension String {
  /// Without control characters (a line break or a tab becomes a space), marks that turn the order of what follows, and spaces
  /// at both ends; `nil` where nothing is left.
  var cleanText: String? {
    guard unicodeScalars.contains(where: \.isUnseenOrder) else {
      let text = trimmingSpaces
      return text.isEmpty ? nil : text
    }
    var clean = ""
    for scalar in unicodeScalars {
      if !scalar.isUnseenOrder {
        clean.unicodeScalars.append(scalar)
      } else if scalar.properties.isWhitespace {
        clean += " "
      }
    }
    let text = clean.trimmingSpaces
    return text.isEmpty ? nil : text
  }
}

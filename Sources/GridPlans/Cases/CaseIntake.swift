import GridCases
import GridGeometry
import GridLayers
import GridVisits

/// Why a row of a feed is not taken.
struct RowFault: Error, Hashable {
  /// Short and stable.
  let name: String
  let text: BilingualText

  init(_ name: String, en: String, zh: String) {
    self.name = name
    text = BilingualText(en: en, zh: zh)
  }

  /// What tables of cases and of visits refuse alike.
  init(_ fault: VisitFault) {
    name = fault.name
    text = BilingualText(fault.text)
  }
}

extension RowFault {
  /// A moment later than the one looked at.
  static func inFuture(_ instant: Instant, after asOf: Instant, _ clocks: ClockZone) -> RowFault {
    let (late, now) = (instant.text(in: clocks), asOf.text(in: clocks))
    return RowFault("in-future", en: "\(late) lies after \(now)", zh: "\(late) 晚于 \(now)")
  }
}

/// One good row: the case that it makes.
struct TakenRow {
  var record: PlanCase
  var closed: Instant?
  /// `nil` where no area is stated.
  var area: StatedAreas.Answer?
}

/// Checks the rows of a feed one by one and finds their places.
struct CaseIntake {
  private let locator: GridLocator
  private let areas: StatedAreas
  private let transformation: Transformation?
  private let reader: InstantReader
  private let clocks: ClockZone
  private let asOf: Instant
  private let source: String
  private(set) var classes: CaseClassNames
  /// Rows with a local time that came twice because clocks were put back.
  private(set) var doubled = 0
  private let longest = (id: 200, name: 200, address: 500)

  /// - Parameter clocks: By whose clocks moments are told.
  init(
    _ plan: Plan, _ request: CaseImportRequest, system: ReferenceSystem?, reader: InstantReader, clocks: ClockZone,
    classes: CaseClassNames
  ) throws(PlanError) {
    locator = GridLocator(plan)
    areas = StatedAreas(plan, locator)
    if let system {
      transformation = try GridPlans.transformation(
        of: request.input, from: system, to: plan.referenceSystem, allowingBallpark: false, declaration: "--datum")
    } else {
      transformation = nil
    }
    self.reader = reader
    self.clocks = clocks
    asOf = request.asOf
    source = request.source
    self.classes = classes
  }

  /// - Throws: The first thing wrong with the row.
  mutating func take(_ row: FeedRow) throws(RowFault) -> TakenRow {
    if let damage = row.damage { throw damage }
    let id = try name(row.id, "id", longest.id)
    guard !id.isEmpty else { throw RowFault("no-id", en: "it has no id", zh: "没有编号") }
    let words = try name(row.caseClass, "class", longest.name)
    guard !words.isEmpty else { throw RowFault("no-class", en: "it has no class", zh: "没有类别") }
    let area = try text(row.area, "area", longest.name).cleanText ?? ""
    let address = try text(row.address, "address", longest.address).cleanText ?? ""
    let (created, closed, isDoubled) = try times(row)
    let (grids, point) = try place(row)
    let stated = try name(row.classCode, "class", longest.name)
    guard let caseClass = classes.code(of: stated.isEmpty || !classes.knows(stated) ? words : stated) else {
      throw RowFault(
        "unknown-class", en: "neither the table of classes nor the rules know `\(words.shortened)`",
        zh: "类别对照表和规则中都没有 `\(words.shortened)`")
    }
    var record = PlanCase(
      id: PlanCase.id(id, of: source), source: source, sourceID: id, caseClass: caseClass, grid: "", community: "",
      township: "", statedArea: area, located: .unlocated, address: address, point: point, submitted: created)
    record.put(into: grids, by: locator)
    if isDoubled { doubled += 1 }
    return TakenRow(record: record, closed: closed, area: area.isEmpty ? nil : areas.answer(area, grids, point))
  }

  /// A cell that cases are looked up by: with what nobody sees two that look alike would differ.
  private func name(_ cell: String, _ name: String, _ longest: Int) throws(RowFault) -> String {
    let text = try text(cell, name, longest)
    guard let unseen = text.unseenCharacter else { return text }
    throw RowFault(
      "unseen-characters", en: "its \(name) holds the character \(unseen), which nobody sees; remove it",
      zh: "其 \(name) 含有不可见字符 \(unseen)，请删除")
  }

  /// A cell without what no text holds; line ends and tabs count as blanks.
  private func text(_ cell: String, _ name: String, _ longest: Int) throws(RowFault) -> String {
    // Most cells are short and plain.
    let isPlain = cell.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
    if isPlain, cell.utf8.count <= longest { return cell.trimmingSpaces }
    guard cell.utf8.count <= 4 * longest, cell.count <= longest else {
      throw RowFault(
        "too-long", en: "its \(name) has \(cell.count) characters, \(longest) at most",
        zh: "其 \(name) 长达 \(cell.count) 个字符，最多 \(longest) 个")
    }
    var scalars = String.UnicodeScalarView()
    for scalar in cell.unicodeScalars {
      if scalar == "\n" || scalar == "\r" || scalar == "\t" {
        scalars.append(" ")
      } else if scalar.properties.generalCategory == .control {
        throw RowFault(
          "control-characters", en: "its \(name) holds the control character U+\(String(scalar.value, radix: 16))",
          zh: "其 \(name) 含有控制字符 U+\(String(scalar.value, radix: 16))")
      } else {
        scalars.append(scalar)
      }
    }
    return String(scalars).trimmingSpaces
  }

  /// Of a time that came twice the earlier is taken, unless the case would then be closed before it was opened.
  private func times(_ row: FeedRow) throws(RowFault) -> (created: Instant, closed: Instant?, isDoubled: Bool) {
    guard !row.created.isEmpty else {
      throw RowFault("no-time", en: "it does not say when it was submitted", zh: "没有上报时间")
    }
    let opening = try readings(row.created)
    let created = try notAhead(opening.earlier)
    let status = row.status.lowercased()
    guard ["", "open", "closed"].contains(status) else {
      throw RowFault(
        "unknown-state", en: "`\(row.status.shortened)` is neither open nor closed", zh: "`\(row.status.shortened)` 既非 open 也非 closed")
    }
    if status == "closed", row.closed.isEmpty {
      throw RowFault("closed-without-time", en: "it is closed, and does not say when", zh: "已结案但没有结案时间")
    }
    let isDoubled = opening.earlier != opening.later
    guard !row.closed.isEmpty, status != "open" else { return (created, nil, isDoubled) }
    let closing = try readings(row.closed)
    let closed = try notAhead(closing.earlier < created ? closing.later : closing.earlier)
    guard closed >= created else {
      throw RowFault(
        "closed-before-opened",
        en: "it was closed at \(closed.text(in: clocks)), before it was submitted at \(created.text(in: clocks))",
        zh: "结案时间 \(closed.text(in: clocks)) 早于上报时间 \(created.text(in: clocks))")
    }
    return (created, closed, isDoubled || closing.earlier != closing.later)
  }

  private func readings(_ text: String) throws(RowFault) -> (earlier: Instant, later: Instant) {
    do throws(TimeFault) {
      return try reader.readings(of: text)
    } catch {
      let option = if case .noZone = error { ": --time-zone Asia/Shanghai" } else { "" }
      throw RowFault(error.name, en: error.text.en + option, zh: error.text.zh + option)
    }
  }

  private func notAhead(_ instant: Instant) throws(RowFault) -> Instant {
    guard instant <= asOf else { throw .inFuture(instant, after: asOf, clocks) }
    return instant
  }

  private func place(_ row: FeedRow) throws(RowFault) -> (grids: [GridCode], point: Point?) {
    if let fault = row.fault { throw RowFault("invalid-coordinates", en: fault.en, zh: fault.zh) }
    guard let stated = row.point else { return ([], nil) }
    guard let transformation else {
      throw RowFault(
        "unknown-datum",
        en: "nothing says what its coordinates are in, degrees or metres; state it with --datum: WGS84, GCJ-02, BD-09 or EPSG:4547",
        zh: "未说明坐标是度还是米，请用 --datum 声明坐标系：WGS84、GCJ-02、BD-09 或 EPSG:4547 之类")
    }
    guard stated.x != 0 || stated.y != 0 else {
      throw RowFault("zero-coordinates", en: "its coordinates are 0, 0", zh: "坐标为 0, 0")
    }
    let point = try? transformation.apply([stated])[0]
    let grids = point.map(locator.grids) ?? []
    if grids.isEmpty, let swapped = try? transformation.apply([Point(stated.y, stated.x)])[0], !locator.grids(of: swapped).isEmpty {
      throw RowFault(
        "swapped-coordinates", en: "(\(stated.x), \(stated.y)) lies in the county with latitude and longitude swapped",
        zh: "(\(stated.x), \(stated.y)) 的经纬度颠倒后才在县域内")
    }
    guard let point else {
      throw RowFault(
        "invalid-coordinates", en: "its coordinates (\(stated.x), \(stated.y)) do not fit \(transformation.source.name)",
        zh: "坐标 (\(stated.x), \(stated.y)) 不符合 \(transformation.source.name)")
    }
    return (grids, point)
  }
}

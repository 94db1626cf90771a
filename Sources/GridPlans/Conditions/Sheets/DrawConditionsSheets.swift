import Foundation
import GridLayers
import GridMaps
import GridStaffing
import Synchronization

/// The sheets of a map, about to be drawn: a PDF for the county and one for each township, or a file for each sheet.
struct SheetWork {
  private let map: ConditionsMap
  private let plan: Plan
  private let cases: PlanCases
  private let request: ConditionsRequest
  private let options: ConditionsSheetOptions
  private let path: String
  private let list: [SheetFile]

  /// - Parameters:
  ///   - cases: What the charts are made of; looked at only for use inside the house.
  ///   - path: The plan's file, for messages.
  /// - Throws: ``PlanError/badInput(_:)`` where there is nothing to draw.
  init(
    _ map: ConditionsMap, _ plan: Plan, _ cases: PlanCases, _ request: ConditionsRequest,
    _ options: ConditionsSheetOptions, path: String
  ) throws(PlanError) {
    self.map = map
    self.plan = plan
    self.cases = cases
    self.request = request
    self.options = options
    self.path = path
    list = map.sheetFiles(options, township: request.township)
    guard !list.isEmpty else {
      throw .badInput(
        InputProblem(
          source: path, place: BilingualText("--sheets"),
          cause: BilingualText(en: "the plan has nothing of the kind to draw a sheet of", zh: "方案中没有可绘制的这类图幅"),
          remedy: BilingualText(en: "Ask for county or grid sheets", zh: "请改为 county 或 grid 图幅")))
    }
  }

  /// The files that sheets go to, in the map's folder.
  var names: [String] { list.flatMap { $0.fileNames(options.formats) } }

  /// Draws them all and lists them.
  ///
  /// Pages are drawn one at a time and go to their file at once, so the memory taken does not grow with their number.
  ///
  /// - Parameter files: Where the sheets are written for now; the caller puts them in place.
  /// - Returns: What a sheet had no font or room for.
  func draw(into files: inout OutputFiles, _ control: PlanningControl) throws(PlanError) -> [String] {
    var places: [String: String] = [:]
    do {
      try SheetCatalogue.write(list, of: map, options.formats, to: try files.add(SheetCatalogue.name))
      for name in names { places[name] = try files.add(name) }
    } catch {
      throw .layer(error)
    }
    let isInternal = map.audience == .internal
    let roles = isInternal && plan.staffing != nil ? try plan.staffingSpec(file: path).rules.roles : []
    let sheets = try ConditionsSheets(
      map, plan,
      trends: isInternal && options.levels.contains(.county)
        ? ConditionsTrends(cases, request, grids: request.township.map(map.leaves(ofTownship:))) : nil,
      roles: Dictionary(roles.map { ($0.id, BilingualText($0.name)) }, uniquingKeysWith: { first, _ in first }),
      options.language)
    let press = SheetFilePress(
      sheets: sheets, options: options, places: places, path: path,
      total: list.reduce(0) { $0 + $1.pages.count } * max(1, options.formats.count), control: control)
    let files = list
    let warnings = try concurrentMap(count: list.count, threads: request.question.threads) { number in
      press.draw(files[number])
    }
    return warnings.flatMap(\.self)
  }
}

extension SheetFile {
  static let folder = "sheets"

  /// The files that the sheets go to, with the folder they stand in.
  func fileNames(_ formats: [MapFormat]) -> [String] {
    formats.flatMap { format in
      format == .pdf ? ["\(Self.folder)/\(name).pdf"] : pages.map { fileName(of: $0, format) }
    }
  }

  func fileName(of page: Page, _ format: MapFormat) -> String {
    let own = name == "county" ? "" : name + "/"
    return "\(Self.folder)/\(own)\(page.name).\(format.rawValue)"
  }
}

/// Draws the sheets of one file after another, from any thread.
private struct SheetFilePress: Sendable {
  let sheets: ConditionsSheets
  let options: ConditionsSheetOptions
  /// Where each file is written for now.
  let places: [String: String]
  let path: String
  let total: Int
  let control: PlanningControl
  private let done = SheetCounter()

  init(
    sheets: ConditionsSheets, options: ConditionsSheetOptions, places: [String: String], path: String, total: Int,
    control: PlanningControl
  ) {
    self.sheets = sheets
    self.options = options
    self.places = places
    self.path = path
    self.total = total
    self.control = control
  }

  /// - Returns: What a sheet had no font or room for.
  func draw(_ file: SheetFile) -> Result<[String], PlanError> {
    do throws(PlanError) {
      return .success(try drawn(file))
    } catch {
      return .failure(error)
    }
  }

  private func drawn(_ file: SheetFile) throws(PlanError) -> [String] {
    let lookup = try sheets.lookup()
    let press = SheetPress()
    let first = sheets.map.asOfText.prefix(10)
    let atlas =
      options.formats.contains(.pdf)
      ? press.atlas(
        place(of: "\(SheetFile.folder)/\(file.name).pdf"), title: file.title, subject: sheets.asOf, date: String(first),
        dpi: options.dpi) : nil
    let images = options.formats.filter { $0 != .pdf }
    var warnings: [String] = []
    for (number, page) in file.pages.enumerated() {
      try control.check()
      let sheet = try sheets.page(page.subject, MapSheet.Page(number + 1, of: file.pages.count), lookup)
      do {
        if let atlas {
          warnings += try atlas.add(sheet, level: page.level).warnings
          done.next { control.report($0, total, "sheets") }
        }
        for format in images {
          let name = file.fileName(of: page, format)
          let (bytes, report) = try press.drawn(sheet, format: format, dpi: options.dpi)
          if atlas == nil, format == images[0] { warnings += report.warnings }
          try write(bytes, to: place(of: name), as: name)
          done.next { control.report($0, total, "sheets") }
        }
      } catch let error as MapError {
        throw error.planError(drawing: "\(SheetFile.folder)/\(file.name)", of: path)
      } catch let error as PlanError {
        throw error
      } catch {
        throw .internalFault("drawing map sheets: \(error)")
      }
    }
    do {
      _ = try atlas?.finish()
    } catch {
      throw error.planError(drawing: "\(SheetFile.folder)/\(file.name).pdf", of: path)
    }
    return warnings
  }

  private func place(of name: String) -> String { places[name] ?? name }

  /// Writes where the file is kept until all are done.
  private func write(_ bytes: [UInt8], to place: String, as name: String) throws(PlanError) {
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: place))
    } catch {
      throw .cannotWrite(path: name, cause: BilingualText(en: "the disk did not take it", zh: "磁盘写入失败"))
    }
  }
}

/// Counts what threads have done.
private final class SheetCounter: Sendable {
  private let count = Mutex(0)

  func next(_ report: (Int) -> Void) {
    let number = count.withLock { count in
      count += 1
      return count
    }
    report(number)
  }
}

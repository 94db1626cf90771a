import Foundation
import FoundationXML
import GridCases
import GridMaps
import GridPlans
import GridVisits
import Testing

/// A program that reads files back, or `nil` where it is not installed.
private func program(_ name: String) -> String? {
  let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin"
  return path.split(separator: ":").map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
}

private func output(of name: String, _ arguments: [String]) throws -> String {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: try #require(program(name)))
  process.arguments = arguments
  let pipe = Pipe()
  process.standardOutput = pipe
  process.standardError = FileHandle.nullDevice
  try process.run()
  let data = pipe.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  #expect(process.terminationStatus == 0, "\(name) \(arguments)")
  return String(decoding: data, as: UTF8.self)
}

private let hasReaders = program("pdftotext") != nil && program("qpdf") != nil
private let readers: Comment = "poppler-utils or qpdf is not installed: sheets are not read back"

@Suite("Sheets of the people's-conditions map")
struct SheetTests {
  static let all = Set(ConditionsSheetLevel.allCases)

  private func draw(
    _ name: String, _ audience: ConditionsAudience = .internal, _ options: ConditionsSheetOptions, threads: Int = 2,
    _ edit: (inout ConditionsRequest) -> Void = { _ in }
  ) throws -> (county: ConditionsCounty, summary: ConditionsSummary, folder: String) {
    let county = try ConditionsCounty.shared.get()
    let request = try ConditionsCounty.request(audience) {
      $0.question.threads = threads
      edit(&$0)
    }
    let folder = "\(county.space.path)/\(name)-\(UUID().uuidString)"
    let summary = try mapConditions(of: county.path, request, into: folder, sheets: options)
    return (county, summary, folder)
  }

  private func names(_ folder: String) -> [String] {
    ((FileManager.default.enumerator(atPath: folder)?.allObjects as? [String]) ?? []).sorted()
  }

  private func pdfs(_ summary: ConditionsSummary) -> [String] { summary.files.filter { $0.hasSuffix(".pdf") } }

  private func text(_ path: String, page: Int? = nil) throws -> String {
    try output(of: "pdftotext", (page.map { ["-f", "\($0)", "-l", "\($0)"] } ?? []) + ["-layout", path, "-"])
  }

  private func pages(_ path: String) throws -> Int {
    let line = try output(of: "pdfinfo", [path]).split(separator: "\n").first { $0.hasPrefix("Pages:") }
    return Int(line?.split(separator: " ").last ?? "") ?? 0
  }

  @Test(
    "A PDF for the county and one for each township, with a page for each place of the levels asked for, sound and searchable",
    .enabled(if: hasReaders, readers))
  func everyPage() throws {
    let (county, summary, folder) = try draw("all", .internal, ConditionsSheetOptions(Self.all, language: .zh))
    #expect(pdfs(summary).count == 5 && summary.warnings.isEmpty)
    #expect(summary.files.allSatisfy { FileManager.default.fileExists(atPath: $0) })
    #expect(names(folder).allSatisfy { !$0.contains(".part") })
    let leaves = county.plan.grids.filter(\.isLeaf)
    let townships = Set(leaves.map(\.township)).sorted()
    #expect(try pages(pdfs(summary)[0]) == 2)
    for (file, township) in zip(pdfs(summary).dropFirst(), townships) {
      let own = leaves.filter { $0.township == township }
      #expect(try pages(file) == 1 + Set(own.map(\.community)).count + own.count, "\(file)")
      #expect(try output(of: "qpdf", ["--check", file]).contains("No syntax or stream encoding errors"))
      let words = try text(file)
      for grid in own { #expect(words.contains(grid.code.text), "\(grid.code)") }
      for community in county.plan.communities where community.township == township {
        #expect(words.contains(community.name))
      }
      #expect(words.contains("内部资料，不得公开") && words.contains("2026-11-01 15:00"))
      for line in try output(of: "pdffonts", [file]).split(separator: "\n").dropFirst(2) {
        #expect(line.split(separator: " ").filter { $0 == "yes" || $0 == "no" } == ["yes", "yes", "yes"], "\(line)")
      }
      let size = try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int ?? .max
      #expect(size < 40_000 * (own.count + 4), "\(size) bytes")
    }
  }

  @Test("The counts of a grid's page are those of the map", .enabled(if: hasReaders, readers))
  func counts() throws {
    let (_, summary, folder) = try draw("counts", .internal, ConditionsSheetOptions([.grid]))
    let map = try ReadMap("\(folder)/conditions.geojson")
    var seen = 0
    for file in pdfs(summary) {
      for page in 1...(try pages(file)) {
        let words = try text(file, page: page)
        let grid = try #require(map.grids.first { words.contains(" · \($0["code"] ?? "") · ") })
        let open = try #require(grid["open"] as? Int)
        #expect(words.contains(" \(open) open"))
        if open > 0 {
          let line = try #require(words.split(separator: "\n").first { $0.contains("in all") })
          #expect(line.split(separator: " ").last == "\(open)", "\(line)")
        }
        if let overdue = grid["overdue"] as? Int, open > 0 { #expect(words.contains("\(overdue) of \(open) overdue")) }
        seen += 1
      }
    }
    #expect(seen == map.grids.count && seen > 20)
  }

  @Test("The sheet of a grid laid over others counts what lies in it", .enabled(if: hasReaders, readers))
  func overlaid() throws {
    let town = try CaseTown()
    try town.layASchoolOver()
    try town.take(
      try [(80.0, 20.0), (120, 20), (50, 50)].enumerated().map { number, place in
        "\(number),water,2026-11-01T08:00:00Z,,\(try CaseTown.place(place.0, place.1)),,"
      })
    let request = ConditionsRequest(
      CaseQuestion(asOf: try CaseTown.instant("2026-11-02"), settings: try CaseSettings(named: "neutral")),
      for: .internal, zone: .utc)
    let sheets = ConditionsSheetOptions([.grid], formats: [.pdf], dpi: 72, language: .en)
    let summary = try mapConditions(of: town.path, request, into: "\(town.space.path)/map", sheets: sheets)
    let file = try #require(pdfs(summary).first)
    let told = try (1...(try pages(file))).map { try text(file, page: $0) }.filter { $0.contains(" · S1 · ") }
    #expect(told.count == 1 && told[0].contains(" 2 open"), "\(told)")
  }

  @Test("The page of charts tells the rates of each month with both their numbers", .enabled(if: hasReaders, readers))
  func rates() throws {
    let (county, summary, _) = try draw("rates", .internal, ConditionsSheetOptions([.county]))
    // Thousands have commas.
    let words = try text(pdfs(summary)[0], page: 2).replacing(",", with: "")
    let request = try ConditionsCounty.request(.internal)
    let zone = try ConditionsCounty.zone.get()
    var months = 0
    for month in 1...11 {
      var question = request.question
      question.dueIn =
        zone.start(
          of: try #require(CivilDate(year: 2026, month: month, day: 1)))..<zone.start(
          of: try #require(CivilDate(year: 2026, month: month + 1, day: 1)))
      let figures = try caseFigures(of: county.path, question)
      guard figures.closingRate.denominator > 0 else { continue }
      months += 1
      for rate in [figures.closingRate, figures.timelyRate] {
        #expect(words.contains("\(Int(rate.numerator))/\(Int(rate.denominator))"), "\(month)")
      }
    }
    #expect(months > 2 && words.contains("cases closed in time / cases due"))
    let figures = try caseFigures(of: county.path, request.question)
    for age in figures.ageing { #expect(words.contains("\(age.open)")) }
  }

  @Test("Images and drawings have a file for each sheet, whose names no system refuses")
  func oneFileEach() throws {
    let (county, summary, folder) = try draw(
      "each", .internal, ConditionsSheetOptions(Self.all, formats: [.svg, .png], dpi: 40)
    ) { $0.township = "镇2" }
    let own = county.plan.grids.filter { $0.isLeaf && $0.township == "镇2" }
    #expect(summary.files.count == 3 + 2 * (1 + 1 + 2 + own.count))
    #expect(Set(summary.files.map { $0.lowercased() }).count == summary.files.count)
    for file in summary.files {
      let name = file.dropFirst(folder.count + 1)
      #expect(name.allSatisfy { $0.isLetter || $0.isNumber || "-/.".contains($0) } && !name.contains(".."), "\(name)")
      guard file.hasSuffix(".svg") else { continue }
      let parser = XMLParser(data: try Data(contentsOf: URL(fileURLWithPath: file)))
      #expect(parser.parse(), "\(file): \(String(describing: parser.parserError))")
    }
  }

  @Test("The same map gives the same bytes, on any number of threads")
  func deterministic() throws {
    let options = ConditionsSheetOptions(Self.all, formats: [.pdf, .png, .svg], dpi: 40)
    let one = try draw("one", .internal, options, threads: 1)
    let two = try draw("two", .internal, options, threads: 3)
    let files = names(one.folder)
    #expect(files == names(two.folder) && files.count > 50)
    for file in files where file.contains(".") {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(one.folder)/\(file)"))
      #expect(try Data(contentsOf: URL(fileURLWithPath: "\(two.folder)/\(file)")) == bytes, "\(file)")
    }
  }

  @Test(
    "Public sheets tell what the public map tells, and nothing of cases or people", .enabled(if: hasReaders, readers))
  func publicSheets() throws {
    let (_, summary, folder) = try draw("public", .public, ConditionsSheetOptions(Self.all))
    let map = try ReadMap("\(folder)/conditions.geojson")
    let kept = map.grids.filter { $0["open"] is NSNull }.compactMap { $0["code"] as? String }
    #expect(!kept.isEmpty)
    var told = 0
    for file in pdfs(summary) {
      let words = try text(file)
      for secret in ConditionsCounty.secrets + ["INTERNAL", "overdue", "15:00", "Posts", "closed so far"] {
        #expect(!words.contains(secret), "\(secret) in \(file)")
      }
      #expect(words.contains("public edition") && words.contains("as of 2026-11-01"))
      guard !file.hasSuffix("county.pdf") else { continue }
      for page in 1...(try pages(file)) {
        let words = try text(file, page: page)
        guard let code = kept.first(where: { words.contains(" · \($0) · ") }) else { continue }
        told += 1
        #expect(words.contains("number of open cases not published"), "\(code)")
        #expect(words.range(of: #"\d+ open"#, options: .regularExpression) == nil, "\(code)")
      }
    }
    #expect(told == kept.count)
  }

  @Test(
    "Where the rules have colours of grids, sheets have their letters and say what they mean",
    .enabled(if: hasReaders, readers))
  func colorsOfGrids() throws {
    let settings = try ConditionsCounty.withGridColors()
    let (_, summary, folder) = try draw("grid-colors", .internal, ConditionsSheetOptions([.township], language: .zh)) {
      $0.question.settings = settings
    }
    let map = try ReadMap("\(folder)/conditions.geojson")
    for (number, file) in pdfs(summary).enumerated() {
      let words = try text(file)
      for meaning in ["半数超期", "三件以上"] { #expect(words.contains(meaning), "\(meaning) in \(file)") }
      #expect(words.contains("网格冷热") && !words.contains("网格未结案件数"))
      let own = map.grids.filter { $0["township"] as? String == "镇\(number + 1)" }
      let labelled = own.count { words.contains("\($0["letter"] as? String ?? "-") \($0["open"] as? Int ?? -1)") }
      // Small grids have no room for a label.
      #expect(labelled * 4 > own.count, "\(labelled) of \(own.count)")
    }
  }

  @Test("Somebody who stops the drawing finds the sheets of last time, and no other files")
  func interrupted() throws {
    let county = try ConditionsCounty.shared.get()
    let folder = "\(county.space.path)/stop-\(UUID().uuidString)"
    let request = try ConditionsCounty.request(.internal)
    _ = try mapConditions(of: county.path, request, into: folder, sheets: ConditionsSheetOptions([.township]))
    let before = names(folder)
    let old = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(before.last ?? "")"))
    let stop = Stopper()
    let control = PlanningControl { done, _, stage in if stage == "sheets", done == 9 { stop.stop() } }
    stop.control = control
    #expect(throws: PlanError.interrupted) {
      _ = try mapConditions(
        of: county.path, request, into: folder, sheets: ConditionsSheetOptions(Self.all, formats: [.pdf, .svg]),
        control: control)
    }
    // Folders that were made for it go too.
    #expect(names(folder) == before)
    #expect(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(before.last ?? "")")) == old)
  }

  @Test("Sheets of last time that the new set does not have are gone; files of others in their folder stay")
  func fewerSheets() throws {
    let (county, _, folder) = try draw("fewer", .internal, ConditionsSheetOptions(Self.all, formats: [.svg]))
    let before = Set(names(folder))
    try Data("mine".utf8).write(to: URL(fileURLWithPath: "\(folder)/sheets/mine.txt"))
    let summary = try mapConditions(
      of: county.path, try ConditionsCounty.request(.internal), into: folder,
      sheets: ConditionsSheetOptions([.county], formats: [.svg]))
    let after = Set(names(folder))
    #expect(before.count { $0.hasSuffix(".svg") } > 20 && after.count { $0.hasSuffix(".svg") } == 2)
    #expect(after.subtracting(before) == ["sheets/mine.txt"])
    #expect(summary.files.allSatisfy { FileManager.default.fileExists(atPath: $0) })
  }

  @Test("A township the plan does not have is refused with those that it has; nothing is written")
  func unknownTownship() throws {
    let county = try ConditionsCounty.shared.get()
    let folder = "\(county.space.path)/none-\(UUID().uuidString)"
    let request = try ConditionsCounty.request(.internal) { $0.township = "镇9" }
    do throws(PlanError) {
      _ = try mapConditions(of: county.path, request, into: folder)
      Issue.record("took a township that is not there")
    } catch {
      #expect(error.text(in: .en).contains("镇9") && error.text(in: .en).contains("Did you mean 镇"))
      #expect(error.text(in: .en).contains("It has 镇1, 镇2, 镇3, 镇4"))
      #expect(error.text(in: .zh).contains("没有这个镇街") && error.text(in: .zh).contains("镇1, 镇2, 镇3, 镇4"))
    }
    #expect(!FileManager.default.fileExists(atPath: folder))
  }

  @Test(
    "Sheets of one township are in one file, with its own charts, and tell nothing of another",
    .enabled(if: hasReaders, readers), arguments: [ConditionsAudience.internal, .public])
  func oneTownship(audience: ConditionsAudience) throws {
    let (county, summary, folder) = try draw("one-town", audience, ConditionsSheetOptions(Self.all)) {
      $0.township = "镇2"
    }
    let own = county.plan.grids.filter { $0.isLeaf && $0.township == "镇2" }
    #expect(pdfs(summary).count == 1 && names(folder).filter { $0.hasSuffix(".pdf") } == ["sheets/2-镇2.pdf"])
    let file = try #require(pdfs(summary).first)
    #expect(try pages(file) == 1 + 1 + 2 + own.count)
    let charts = try text(file, page: 2)
    let map = try ReadMap("\(folder)/conditions.geojson")
    #expect(charts.contains("镇2 · Drawn: figures"))
    if audience == .internal {
      let open = try #require(map.counts["open"] as? Int)
      let water = try #require((map.counts["by_class"] as? [String: Int])?["water"])
      #expect(charts.contains("\(open) open") && charts.contains("\(water)"))
    }
    let words = try text(file)
    for community in county.plan.communities where community.township != "镇2" {
      #expect(!words.contains(community.name) && !words.contains(community.code))
    }
    for grid in county.plan.grids where grid.township != "镇2" { #expect(!words.contains(grid.code.text)) }
  }

  @Test("A dry run names the sheets and draws none")
  func dryRun() throws {
    let county = try ConditionsCounty.shared.get()
    let folder = "\(county.space.path)/dry-\(UUID().uuidString)"
    let summary = try mapConditions(
      of: county.path, try ConditionsCounty.request(.internal), into: folder,
      sheets: ConditionsSheetOptions([.county, .township]), isDryRun: true)
    #expect(
      summary.files.map { $0.dropFirst(folder.count + 1) }.prefix(3)
        == ["conditions.geojson", "conditions.qml", "sheets/sheets.csv"])
    #expect(pdfs(summary).count == 5 && !FileManager.default.fileExists(atPath: folder))
  }
}

/// Stops a call from inside its own report of progress.
private final class Stopper: @unchecked Sendable {
  var control: PlanningControl?
  func stop() { control?.cancel() }
}

import Foundation
public import GridCoverages

/// What ``checkCounty(at:options:control:)`` found: problems stop a plan, notes do not.
public struct CheckReport: Sendable {
  /// What `gridwright check --json` prints.
  public struct Summary: Hashable, Sendable, Encodable {
    /// A problem, in English: where, what is wrong, what to do.
    public struct Problem: Hashable, Sendable, Encodable {
      public let source: String
      public let place: String?
      public let cause: String
      public let remedy: String
    }

    public let schema: Int
    public let problems: [Problem]
    /// Notes by rule.
    public let notes: [String: Int]
    public let communities: Int
    public let units: Int
    public let households: Int
    public let barriers: Int
    public let compounds: Int
    public let sites: Int
  }

  public let problems: [InputProblem]
  public let notes: [GroundNote]
  public let summary: Summary

  public var hasProblems: Bool { !problems.isEmpty }
  public var hasFindings: Bool { notes.contains { $0.severity != .info } }

  /// One line per problem and note, worst first.
  public func lines(in language: Language) -> [String] {
    var lines = problems.map { (language == .zh ? "错误  " : "error    ") + $0.text(in: language) }
    for note in notes.sorted(by: { $0.severity > $1.severity }) {
      let head: String
      switch (note.severity, language) {
      case (.error, .en): head = "error    "
      case (.warning, .en): head = "warning  "
      case (.info, .en): head = "note     "
      case (.error, .zh): head = "错误  "
      case (.warning, .zh): head = "警告  "
      case (.info, .zh): head = "提示  "
      }
      lines.append("\(head)\(note.rule): \(note.text)")
    }
    let s = summary
    lines.append(
      language == .zh
        ? "社区 \(s.communities)，单元 \(s.units)，住户 \(s.households)，屏障 \(s.barriers)，小区 \(s.compounds)，专属场所 \(s.sites)"
        : "\(s.communities) communities, \(s.units) units, \(s.households) households, \(s.barriers) barriers, \(s.compounds) compounds, \(s.sites) sites")
    return lines
  }
}

/// Reads every layer of a county and makes its planar map, to say what is wrong before any planning.
///
/// - Throws: ``PlanError`` when the manifest or a layer cannot be read at all.
public func checkCounty(
  at path: String, options: PlanningOptions, control: PlanningControl
) throws(PlanError) -> CheckReport {
  let county = try County(contentsOf: path)
  var lenient = options
  lenient.acceptsFaults = true
  let planner = Planner(county: county, options: lenient, control: control)
  let ground = try planner.readGround(stoppingAtProblems: false)
  var notes = ground.notes
  if ground.problems.isEmpty {
    let (map, _) = try planner.makeMap(ground)
    notes += map.repairs + map.findings
  }
  let input = ground.input
  let households = input.households.reduce(0) { $0 + $1.households } + input.units.reduce(0) { $0 + $1.households }
  var byRule: [String: Int] = [:]
  for note in notes { byRule[note.rule, default: 0] += 1 }
  return CheckReport(
    problems: ground.problems, notes: notes,
    summary: CheckReport.Summary(
      schema: 1,
      problems: ground.problems.map { .init(source: $0.source, place: $0.place, cause: $0.cause.en, remedy: $0.remedy.en) },
      notes: byRule, communities: input.communities.count, units: input.units.count, households: households,
      barriers: input.barriers.count + input.areas.count, compounds: input.compounds.count, sites: input.sites.count))
}

/// Refuses to write over a file that is being read.
func requireDistinct(_ output: String, from inputs: [String]) throws(PlanError) {
  func place(_ path: String) -> String { URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL.path }
  if inputs.contains(where: { place($0) == place(output) }) {
    throw .cannotWrite(path: output, cause: "it is one of the files being read")
  }
}

/// Fails early where a result could not be written, before an hour of work is done for nothing.
///
/// - Parameter inputs: Files the call reads, which it must not replace.
func requireWritable(_ path: String, sparing inputs: [String] = []) throws(PlanError) {
  try requireDistinct(path, from: inputs)
  let kind = (try? FileManager.default.attributesOfItem(atPath: path))?[.type] as? FileAttributeType
  if let kind, kind != .typeRegular {
    throw .cannotWrite(path: path, cause: "it exists and is no regular file")
  }
  let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
  var isFolder: ObjCBool = false
  guard unsafe FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
    throw .cannotWrite(path: path, cause: "there is no folder \(folder)")
  }
  guard FileManager.default.isWritableFile(atPath: folder) else {
    throw .cannotWrite(path: path, cause: "the folder \(folder) is read-only")
  }
}

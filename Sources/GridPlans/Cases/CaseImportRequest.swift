public import GridCases
public import GridLayers
public import GridVisits

/// What is to be taken in, and how it is written.
public struct CaseImportRequest: Hashable, Sendable {
  /// A file of cases; see ``CaseFormat``.
  public var input: String
  /// The name of the system that the cases come from; part of their ids, so that two systems may use one number.
  public var source = ""
  public var fields = CaseFields.unstated
  /// `nil`: found from the file.
  public var format: CaseFormat?
  /// Whose clocks local times go by; where none is stated, those of the plan's cases.
  public var zone: ClockZone?
  /// Of dates that end in the year; `nil`: what the file's own dates leave possible.
  public var dateOrder: CivilDate.Order?
  public var epoch: InstantReader.Epoch?
  /// What the coordinates mean, as ``GridGeometry/ReferenceSystem`` spells it; `nil`: as the file says.
  public var datum: String?
  public var encoding: TextEncoding?
  /// Who reported the cases is kept too, sealed; `nil`: nobody is.
  public var reporters: ReporterRequest?
  /// A table `text,class`; with it, a class that neither it nor the rules know is refused.
  public var classes: String?
  /// Rules whose classes are known, a preset or a path, and which the plan's cases are judged by from then on; `nil`: the
  /// rules that the plan has, else the neutral ones.
  public var rules: String?
  /// Cases later than this are refused.
  public var asOf: Instant
  /// A CSV file for what was refused or is amiss, row by row.
  public var output: String?
  public var isDryRun = false
  public var language = Language.en

  /// A file to be taken in as of an instant.
  public init(_ input: String, asOf: Instant) {
    self.input = input
    self.asOf = asOf
  }
}

/// Something to be told of a row, by its line and reason.
public struct CaseNote: Hashable, Sendable, Encodable {
  let kind: Kind
  let isLine: Bool
  /// Short and stable: `closed-before-opened`, `outside`.
  public let reason: String
  /// The line of a text file; in others the number of the row.
  public let line: Int
  public let id: String
  public let text: BilingualText

  private enum CodingKeys: CodingKey { case reason, line, id, text }
}

/// What `gridwright cases import` prints with `--json`. Rows are imported, updated, unchanged, repeated, conflicting or
/// rejected; the places are those of all but the rejected.
public struct CaseImportSummary: Hashable, Sendable, Encodable {
  public var schema = 1
  public var rows = 0
  public var imported = 0
  /// Known cases that the source has closed since.
  public var updated = 0
  public var unchanged = 0
  /// The same case with the same content further up in the file.
  public var repeated = 0
  /// Known cases that differ from what the plan has; the plan keeps its own.
  public var conflicting = 0
  public var rejected = 0
  public var located = 0
  public var outside = 0
  public var ambiguous = 0
  /// Those that state more than one place, of which the first is taken.
  public var severalPlaces = 0
  /// Without coordinates.
  public var unlocated = 0
  /// Of them, those with an address.
  public var addressOnly = 0
  /// Cases that state an area, and those that lie in it.
  public var areaStated = 0
  public var areaAgrees = 0
  /// Why cases are not in the grid of the area they state. `overlap`: the area claims the place too, and the plan gives it
  /// to another; these agree.
  public var areaReasons: [String: Int] = [:]
  /// Classes that neither rules nor table know, which became classes of their own, by how many cases.
  public var ownClasses: [String: Int] = [:]
  /// As stated or found; `nil` where no date ends in its year.
  public var dateOrder: String?
  public var timeZone: String?
  /// Rows with a local time that came twice because clocks were put back.
  public var doubledTimes = 0
  /// What was decided about the file as a whole, such as which of two columns of one name was taken.
  public var notes: [BilingualText] = []
  public var rejectedBy: [String: Int] = [:]
  /// The first thousand; `--out` has all.
  public var problems: [CaseNote] = []
  public var conflicts: [CaseNote] = []
  public var elsewhere: [CaseNote] = []
  /// Reporters that were sealed into the plan.
  public var reporters = 0
  /// Reporters that were not, because the time that they may be kept is over.
  public var reportersExpired = 0
  /// `plan` and `known` are read, then the `rows` of the file, and what is new is written.
  public var stages: [StageReport] = []
  public var seconds = 0.0

  static let told = 1000

  /// Whether every row is in and lies in one grid, for all that it says.
  public var isClean: Bool { rejected == 0 && conflicting == 0 && outside == 0 && ambiguous == 0 && severalPlaces == 0 }
}

public import GridAuditing
public import GridGeometry
public import GridLayers

/// The kind of a grid, as the plan file names it.
public enum GridKind: String, CaseIterable, Hashable, Sendable {
  case first, second, third, dedicated

  /// The kind of a level: 1 first, 2 second, 3 third; 0 dedicated.
  public init?(level: Int) {
    switch level {
    case 0: self = .dedicated
    case 1: self = .first
    case 2: self = .second
    case 3: self = .third
    default: return nil
    }
  }

  public var level: Int {
    switch self {
    case .dedicated: 0
    case .first: 1
    case .second: 2
    case .third: 3
    }
  }
}

/// The administrative record of one grid and its ground.
public struct Grid: Hashable, Sendable {
  public var code: GridCode
  public var parent: GridCode?
  public var kind: GridKind
  public var name: String
  /// Code of its community.
  public var community: String
  public var township: String
  public var households: Int
  public var persons: Int?
  public var isLeaf: Bool
  /// Its ground lies in several parts, and the plan says so.
  public var isExclave: Bool
  /// ISO 8601 dates.
  public var validFrom: String
  public var validTo: String?
  public var ground: MultiPolygon
  /// Area, perimeter and compactness as the plan states them; the audit measures the ground again.
  public var measures: GridMeasures
}

/// The measures of a grid's ground.
public struct GridMeasures: Hashable, Sendable {
  /// In square metres.
  public var area: Double
  /// In metres, the borders of holes included.
  public var perimeter: Double
  /// 4π · area / perimeter²: 1 for a disc, near 0 for a thread (Polsby & Popper 1991); `nil` without perimeter.
  public var polsbyPopper: Double?

  /// Measures as a file states them.
  public init(area: Double, perimeter: Double, polsbyPopper: Double?) {
    self.area = area
    self.perimeter = perimeter
    self.polsbyPopper = polsbyPopper
  }

  /// Measures of a ground, as the plan states them from then on.
  public init(of ground: MultiPolygon) {
    let perimeter = ground.perimeter
    self.init(
      area: ground.area, perimeter: perimeter,
      polsbyPopper: perimeter > 0 ? 4 * .pi * ground.area / (perimeter * perimeter) : nil)
  }
}

/// The smallest piece of ground, as the plan file keeps it.
public struct PlanAtom: Hashable, Sendable {
  public var id: String
  public var households: Int
  public var community: String
  public var compound: String?
  public var site: String?
  public var unit: String?
  /// Code of its leaf grid.
  public var grid: GridCode
  public var isUrban: Bool
  public var isModelled: Bool
  public var ground: MultiPolygon
  /// How many of each of the plan's ``Plan/groups`` live in it; empty for none.
  public var groups: [Int] = []
}

/// A community as its atoms tile it.
public struct PlanCommunity: Hashable, Sendable {
  public var code: String
  public var name: String
  public var township: String
  public var households: Int
  public var ground: MultiPolygon
}

/// Why a grid is outside its band.
public struct BandException: Hashable, Sendable {
  public let grid: GridCode
  public let households: Int
  public let cause: AuditReason.Cause
  public let reason: BilingualText
  /// Whether the reason is a proof, not the end of a search.
  public let isProved: Bool
}

/// A code that once named a grid and never names another.
public struct RetiredCode: Hashable, Sendable {
  public let code: GridCode
  /// The grid that took over most of its households, if any.
  public let successor: GridCode?
  public let retiredOn: String
}

/// A barrier line or a dedicated site, carried along as read so that the plan can be explained and drawn.
public struct CarriedFeature: Hashable, Sendable {
  public let category: String
  public let name: String
  public let geometry: Geometry

  /// A feature with the class that styles it.
  public init(category: String, name: String, geometry: Geometry) {
    self.category = category
    self.name = name
    self.geometry = geometry
  }
}

/// A county's grids with the ground they stand on and everything needed to check and explain them.
public struct Plan: Sendable {
  public var name: String
  public var countyCode: String
  public var referenceSystem: ReferenceSystem
  public var policyName: String
  public var bands: [AuditBand]
  public var dedicatedMode: Policy.DedicatedMode
  public var wholeCompoundsDownTo: Int
  public var seed: UInt64
  /// What the policy calls the kinds of its grids.
  public var kindNames: [GridKind: BilingualText]
  public var isSynthetic: Bool
  /// Whose data it stands on, for every map and export.
  public var attribution: String
  /// Households in its grids that a model estimates from buildings; the others are counted.
  public var modelledHouseholds: Int
  /// The precision grid, in metres.
  public var precision: Double
  public var grids: [Grid]
  public var atoms: [PlanAtom]
  public var communities: [PlanCommunity]
  public var exceptions: [BandException]
  public var findings: [Finding]
  public var barriers: [CarriedFeature]
  public var sites: [CarriedFeature]
  public var servicePoints: [ServicePoint]
  /// What is promised about the way to them.
  public var reach = PlanReach()
  public var retired: [RetiredCode]
  /// What the grids were adopted from, as it came; empty for a plan of our own making.
  public var originals: [AdoptedFeature] = []
  public var provenance: [(layer: String, record: Provenance)]
  /// The date the plan is made for, ISO 8601.
  public var date: String
  /// What is known of visits and their rules.
  public var visits = PlanVisits()
  /// Findings that no longer stand.
  public var cured: [CuredFinding] = []
  /// By whose clocks the local times of its cases go; `nil` where none has come yet.
  public var caseZone: String?
  /// The rules that its cases were taken in by, as YAML; `nil` for the neutral ones.
  var caseRules: String?
  /// The open cases, where an audit is to look at them; no part of what the plan writes.
  var openCases: AuditCases?
  /// The last day that findings or visits were looked at, ISO 8601; `nil` before the first.
  public var lookedAt: String?
  /// The staffing rules it was made or staffed with, as YAML; empty for none.
  public var staffingText = ""
  /// People and posts; `nil` for a plan without a roster.
  public var staffing: PlanStaffing?
  /// Household groups that the ground counts, such as elders living alone, in alphabetical order.
  public var groups: [String] = []

  /// The grids of one kind, in the order of the plan.
  public func grids(of kind: GridKind) -> [Grid] { grids.filter { $0.kind == kind } }

  /// A hash of all atoms and their grids: equal for equal plans, whatever machine made them.
  ///
  /// FNV-1a over `id`, tab, grid code, line feed, in the order of atoms; 16 hexadecimal digits.
  public var digest: String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func add(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    for atom in atoms {
      for byte in atom.id.utf8 { add(byte) }
      add(9)
      for byte in atom.grid.text.utf8 { add(byte) }
      add(10)
    }
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

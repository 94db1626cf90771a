public import GridAccess
import GridLayers

/// What `gridwright reach` is asked.
public struct ReachOptions: Sendable {
  /// Which network people walk on.
  public enum Network: Hashable, Sendable {
    /// That of the plan: the one it was given before, else its barriers that are ways; the straight line where it has none.
    case ofPlan
    /// The straight line times the detour factor.
    case none
    /// `FILE` or `FILE#LAYER` with lines.
    case layer(String)
  }

  /// Where new points may stand and how many there should be.
  public struct Siting: Hashable, Sendable {
    /// What is to be made good.
    public enum Goal: String, CaseIterable, Hashable, Sendable {
      case pMedian = "p-median"
      case mclp, lscp
      case pCentre = "p-centre"

      /// Whether it can keep within what each point can serve.
      var takesCapacities: Bool { self == .pMedian || self == .mclp }
    }

    public var goal: Goal
    /// How many new points; `nil` for ``Goal/lscp``, which finds the number.
    public var count: Int?
    /// The share of households to cover, for ``Goal/lscp``.
    public var coverage = 1.0
    /// `FILE` or `FILE#LAYER` with points; the atoms of the plan where left out.
    public var candidates: String?
    /// What each new point can serve, in households.
    public var capacity: Double?

    /// A goal with a number of points where it needs one.
    public init(goal: Goal, count: Int?) {
      self.goal = goal
      self.count = count
    }
  }

  /// `FILE` or `FILE#LAYER`; the plan's own service points where left out.
  public var points: String?
  public var referenceSystem: String?
  /// Only features whose field has one of the values.
  public var filter: (field: String, values: [String])?
  /// The class looked at; given to points of a file that names none.
  public var category: String?
  /// The field with the households each point can serve.
  public var capacityField: String?
  public var network = Network.ofPlan
  public var settings = ReachSettings()
  /// A file of ``SpeedSettings`` that stands above the plan's.
  public var speeds: String?
  public var siting: Siting?
  /// ISO 8601.
  public var asOf: String
  public var threads = 2
  public var seed: UInt64 = 1
  /// In millions of table entries; see ``GridAccess/SitingRequest/effort``.
  public var effort = 2000
  /// A `.csv` of grids or a `.geojson` of everything.
  public var output: String?
  public var isDryRun = false

  /// The files it reads beside the plan.
  var files: [String] {
    var sources = [points, speeds, siting?.candidates]
    if case .layer(let source) = network { sources.append(source) }
    return sources.compactMap { $0.map { LayerSource($0).path } }
  }

  /// A question about the plan's own points, a quarter of an hour on foot.
  public init(asOf: String) { self.asOf = asOf }
}

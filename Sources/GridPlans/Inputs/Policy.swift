public import GridPartitioning

/// What a county wants its grids to be: levels, bands, dedicated kinds and preferences. Levels are data, not types.
public struct Policy: Hashable, Sendable {
  /// Households a grid must hold, with what it should hold.
  public struct Band: Hashable, Sendable {
    public let minimum: Int
    public let target: Int
    public let maximum: Int
  }

  /// How big the grids of a level are.
  public enum Size: Hashable, Sendable {
    /// A band of households; communities classed rural may have their own.
    case households(Band, rural: Band?)
    /// A number of grids for the whole county, apportioned by households.
    case count(Int, DivisorMethod)
  }

  /// What ground is, as its layer says.
  public enum UrbanClass: String, CaseIterable, Hashable, Sendable { case urban, rural }

  /// Which grids of the level above are divided. A grid that is not stays a leaf.
  public struct Division: Hashable, Sendable {
    /// Divide only grids with more households than this.
    public let moreThan: Int?
    /// Divide only in communities of these classes.
    public let classes: [UrbanClass]
  }

  /// What is never split between grids of a level.
  public enum Whole: String, CaseIterable, Hashable, Sendable { case units, compounds }

  /// One level of grids: how large they are, and which grids above it are divided.
  public struct Level: Hashable, Sendable {
    /// 1 for the first level.
    public let level: Int
    public let name: BilingualText
    public let size: Size
    /// How far a grid of a counted level may be from the mean of its community or of the grid above, as a share of that
    /// mean; `nil` where the policy leaves it open.
    public let within: Double?
    public let divide: Division?
    public let whole: [Whole]
  }

  /// How dedicated grids stand to the others.
  public enum DedicatedMode: String, CaseIterable, Hashable, Sendable {
    /// A site's ground is taken out of the base grids.
    case carve
    /// A dedicated grid lies over base grids, which keep its ground.
    case overlay
  }

  /// What makes one site more important than another; ties by area, then by id.
  public enum SiteOrder: String, CaseIterable, Hashable, Sendable { case rank, area, households }

  /// Which sites get a grid of their own.
  public struct Dedicated: Hashable, Sendable {
    public let name: BilingualText
    public let mode: DedicatedMode
    public let classes: [String]
    public let count: Int?
    public let order: SiteOrder
  }

  /// What becomes of a part of a community that cannot hold a grid of its own.
  public enum Exclaves: String, CaseIterable, Hashable, Sendable {
    /// It joins a grid of its community, which is then a declared exclave.
    case join
    /// It is a grid by itself, below its band with the reason stated.
    case alone
  }

  /// Households per atom on open ground.
  public struct AtomSize: Hashable, Sendable {
    public let target: Int
    public let maximum: Int
  }

  public let name: String
  public let levels: [Level]
  public let dedicated: Dedicated?
  public let atoms: AtomSize?
  public let exclaves: Exclaves
  public let objective: Objective
  /// Which households and places are visited, and how often; `nil` where the policy does not say.
  public let visits: VisitSettings?
  /// What gives a grid its colour; `nil` where the policy does not say.
  public let ledger: LedgerSettings?
  /// Who its grids need; `nil` where the policy does not say.
  public let staffing: StaffingSpec?
  /// How fast people walk on each class of ways; `nil` where the policy does not say.
  public let speeds: SpeedSettings?

  /// Short borders first, which also makes grids compact; a little for compactness, which decides between lines of
  /// about the same length; then even grids, and last time's grids where there are some.
  ///
  /// On Yilan a weight of 1 for compactness lengthens borders by 0.006 % and raises the mean Polsby–Popper from 0.477 to
  /// 0.478; 4 lengthens them by 0.1 %, raises it to 0.481, and takes 1.4 times the time.
  public static let standardObjective = Objective(
    cutWeight: 1, compactnessWeight: 1, evennessWeight: 3, stabilityWeight: 1)

  /// The size of atoms: as the policy states it, or so that about seven make a grid of the finest level.
  public func atomSize(households total: Int) -> AtomSize {
    if let atoms { return atoms }
    var ideal = Int.max
    for level in levels {
      switch level.size {
      case .households(let band, let rural): ideal = min(ideal, band.target, rural?.target ?? .max)
      case .count(let count, _):
        // A ragged level divides only some parents; its grids are then half a parent, not a county's share.
        if level.divide == nil { ideal = min(ideal, max(1, total / max(1, count))) }
      }
    }
    return AtomSize(target: max(2, ideal * 15 / 100), maximum: max(4, ideal * 3 / 10))
  }
}

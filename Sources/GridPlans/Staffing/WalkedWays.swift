import GridAccess
import GridAuditing
import GridGeometry
import GridPartitioning
import GridStaffing

/// The ways from homes to grids over a network, reckoned once: metres on foot, the walk to the nearest way at both ends
/// included. Where no way leads, the straight line times the detour.
struct WalkedWays: Sendable {
  /// Decimetres of member × grid, the highest bit for pairs that the network does not join.
  private let table: [UInt32]
  private let gridCount: Int
  private let greatest: Int
  /// In metres.
  let networkLength: Double

  private static let offNetwork: UInt32 = 1 << 31
  /// Entries of a table; four bytes each.
  private static let mostPairs = 400_000_000

  /// - Parameters:
  ///   - ways: The network; its classes as `settings` walks them, all at one pace.
  ///   - detour: For pairs without a way, at least 1.
  /// - Throws: ``PlanError/badInput(_:)`` for a network that nobody walks on, and for more pairs than memory holds.
  /// - Complexity: As ``FullTravelTimes``; four bytes a pair.
  init(
    from members: [StaffMember], to grids: [StaffedGrid], over ways: [WayLine], settings: ReachSettings, detour: Double,
    source: String, threads: Int, _ control: PlanningControl
  ) throws(PlanError) {
    let (pairs, overflow) = members.count.multipliedReportingOverflow(by: grids.count)
    guard !overflow, pairs <= Self.mostPairs else {
      throw .badInput(
        InputProblem(
          source: source,
          cause: BilingualText(
            en: "\(counted(members.count, "person", "people")) times \(counted(grids.count, "grid")) are more ways than memory holds",
            zh: "\(members.count) 人 × \(grids.count) 个网格的路径超出内存容量"),
          remedy: BilingualText(en: "Run with --network none", zh: "请加 --network none 运行")))
    }
    let traveller: Traveller
    do throws(AccessError) {
      traveller = try settings.measurer(over: ways)
    } catch {
      throw .badInput(InputProblem(error, source: source))
    }
    networkLength = traveller.network?.totalLength ?? 0
    let targets = traveller.place(grids.map { Point($0.place.x, $0.place.y) }, threads: threads)
    let times = FullTravelTimes(traveller, to: targets, fromAbout: members.count)
    let places = grids.map(\.place)
    var table: [UInt32] = []
    table.reserveCapacity(pairs)
    // So many at a time that what is handed over stays small.
    for first in stride(from: 0, to: members.count, by: 256) {
      try control.check()
      control.report(first, members.count, "ways")
      let homes = members[first..<min(members.count, first + 256)].map { $0.home ?? StaffPlace(x: 0, y: 0) }
      let stops = traveller.place(homes.map { Point($0.x, $0.y) }, threads: threads)
      let metres = times.rows(from: stops, threads: threads)
      let rows = inParallel(count: homes.count, threads: threads) { slot in
        zip(places, metres[slot]).map { place, walked in
          let straight = Double(homes[slot].decimetres(to: place))
          return walked < .infinity
            ? Self.entry(max(straight, (walked * 10).rounded()))
            : Self.offNetwork | Self.entry((straight * detour).rounded())
        }
      }
      for row in rows { table += row }
    }
    greatest = table.reduce(0) { max($0, Int($1 & ~Self.offNetwork)) }
    self.table = table
    gridCount = grids.count
  }

  private static func entry(_ decimetres: Double) -> UInt32 { UInt32(min(decimetres, Double(offNetwork - 1))) }

  var ways: StaffWays { .measured(greatest: greatest) { decimetres($0, $1) } }

  func decimetres(_ member: Int, _ grid: Int) -> Int { Int(table[member * gridCount + grid] & ~Self.offNetwork) }

  /// Whether the network joins them.
  func isJoined(_ member: Int, _ grid: Int) -> Bool { table[member * gridCount + grid] & Self.offNetwork == 0 }
}

extension ReachSettings {
  /// A traveller whose minutes are metres: everybody walks one metre a minute, on every class that is walked at all.
  fileprivate func measurer(over ways: [WayLine]) throws(AccessError) -> Traveller {
    let speeds = try WalkingSpeeds(base: 0.06, factors: factors.mapValues { _ in 1 })
    let network = try TravelNetwork(ways, speeds: speeds, joinsCrossings: joinsCrossings)
    return try Traveller(.network(network, snapLimit: snapLimit), speeds: speeds)
  }
}

import GridAuditing
import GridCoverages
import GridGeometry

/// What adopted grids stand on: atoms that tile them, and the communities they are in.
struct AdoptedLand {
  /// The community of a grid.
  struct Home: Hashable {
    let code: String
    let township: String
  }

  /// By claim, as the atoms tile it; empty for a claim that lost all its ground.
  var grounds: [MultiPolygon] = []
  /// By claim.
  var homes: [Home] = []
  /// By claim; `nil` where the ground does not say.
  var persons: [Int?] = []
  var atoms: [PlanAtom] = []
  var communities: [PlanCommunity] = []
  var modelledHouseholds = 0
  var householdsOutside = 0
  var findings: [Finding] = []
  private let codes: [GridCode]

  /// Nothing yet, for claims of these codes.
  init(codes: [GridCode] = []) { self.codes = codes }

  func code(of claim: Int) -> GridCode { codes[claim] }

  /// By claim, those of its atoms.
  var households: [Int] {
    let sums = atoms.reduce(into: [GridCode: Int]()) { $0[$1.grid, default: 0] += $1.households }
    return codes.map { sums[$0] ?? 0 }
  }
}

extension AdoptedLand {
  /// Each settled piece is an atom, and the communities are the grids that name them.
  ///
  /// - Throws: ``PlanError/internalFault(_:)`` should the settled ground not be a coverage.
  init(
    _ claims: [Adoption.Claim], _ settled: SettledClaims, _ households: AdoptedHouseholds, _ options: AdoptionOptions,
    planName: String
  ) throws(PlanError) {
    self.init(codes: claims.map { GridCode($0.code) })
    grounds = settled.grounds
    homes = claims.map { Home(code: $0.community, township: $0.township) }
    persons = claims.map { _ in nil }
    modelledHouseholds = households.isModelled ? households.counts.reduce(0, +) : 0
    householdsOutside = households.outside
    var numbers = [Int](repeating: 0, count: claims.count)
    atoms = settled.pieces.enumerated().map { index, piece in
      numbers[piece.owner] += 1
      let claim = claims[piece.owner]
      return PlanAtom(
        id: "\(claim.code)#\(numbers[piece.owner])", households: households.counts[index], community: claim.community,
        compound: nil, site: nil, unit: nil, grid: GridCode(claim.code), isUrban: true,
        isModelled: households.isModelled, ground: piece.ground)
    }
    communities = try named(by: claims, settled, options, planName: planName)
  }

  /// The ground of all grids that name a community, drawn with the same arcs.
  private func named(
    by claims: [Adoption.Claim], _ settled: SettledClaims, _ options: AdoptionOptions, planName: String
  ) throws(PlanError) -> [PlanCommunity] {
    let members = claims.indices.filter { !settled.grounds[$0].isEmpty }
    var codes: [String] = []
    var number: [String: Int32] = [:]
    for index in members where number[claims[index].community] == nil {
      number[claims[index].community] = Int32(codes.count)
      codes.append(claims[index].community)
    }
    let grounds: [MultiPolygon]
    do {
      let (map, owners) = try PlanarMap.cleanCoverage(settled.grounds, precision: Adoption.precision)
      let labels = owners.map { $0 < 0 ? -1 : number[claims[Int($0)].community] ?? -1 }
      grounds = map.polygons(labels: labels, labelCount: codes.count)
    } catch {
      throw .internalFault("adopting: \(error.message)")
    }
    let households = households
    return codes.indices.map { community in
      let own = members.filter { claims[$0].community == codes[community] }
      return PlanCommunity(
        code: codes[community], name: codes[community] == options.code ? planName : codes[community],
        township: own.first.map { claims[$0].township } ?? "", households: own.reduce(0) { $0 + households[$1] },
        ground: grounds[community])
    }
  }
}

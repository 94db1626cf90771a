import GridCoverages
import GridGeometry

/// The places that gaps are summed over.
public enum GapLevel: String, Hashable, Sendable, CaseIterable {
  case grid, community, township, county
}

/// Where findings lie: in which grids, communities and townships of the plan.
struct GapPlaces {
  /// A place of one level, by its code.
  struct Place: Hashable {
    let code: String
    let name: String
  }

  private let evidence: AuditEvidence
  private let locator: PointLocator

  /// - Complexity: O(n log n) in the vertices of communities.
  init(_ evidence: AuditEvidence) {
    self.evidence = evidence
    locator = PointLocator(evidence.input.communities.map(\.ground))
  }

  /// Every place of a level, in the order of the plan.
  func all(of level: GapLevel) -> [Place] {
    let input = evidence.input
    switch level {
    case .grid:
      let first = input.grids.indices.filter { evidence.tree.gridOfCode[input.grids[$0].code] == $0 }
      return first.map { Place(code: input.grids[$0].code, name: "") }
    case .community:
      let first = input.communities.indices.filter { evidence.communityOfCode[input.communities[$0].code] == $0 }
      return first.map { Place(code: input.communities[$0].code, name: input.communities[$0].name) }
    case .township:
      var seen: Set<String> = []
      return input.communities.map(\.township).filter { seen.insert($0).inserted }.map { Place(code: $0, name: $0) }
    case .county: return [Place(code: "", name: "")]
    }
  }

  /// The codes of the places of a level that a finding concerns, each once; `""` for one outside every community.
  ///
  /// The grids it names say where it is; without any that the plan has, the place it points to.
  func codes(of finding: Finding, at level: GapLevel) -> [String] {
    if level == .county { return [""] }
    let grids = finding.grids.compactMap { evidence.tree.gridOfCode[$0] }
    if level == .grid { return Self.unique(grids.map(evidence.code)) }
    let communities = grids.map { evidence.communityOfGrid[$0] }.filter { $0 >= 0 }
    if communities.isEmpty { return [spot(of: finding, at: level)] }
    return Self.unique(communities.map { level == .community ? code($0) : township($0) })
  }

  /// The code of the one place of a level that what a finding counts lies in, whatever grids are around it; `""` for outside
  /// every community, `nil` for what lies in no grid, at the level of grids.
  func home(of finding: Finding, at level: GapLevel) -> String? {
    switch level {
    case .county: ""
    case .grid: nil
    case .community, .township: spot(of: finding, at: level)
    }
  }

  private func spot(of finding: Finding, at level: GapLevel) -> String {
    guard let spot = finding.place?.spot, let community = locator.locate(spot).indices.first else { return "" }
    return level == .community ? code(community) : township(community)
  }

  func code(_ community: Int) -> String { evidence.input.communities[community].code }
  func township(_ community: Int) -> String { evidence.input.communities[community].township }

  /// The code of the place of a level that a grid belongs to.
  func code(ofGrid grid: Int, at level: GapLevel) -> String {
    let community = evidence.communityOfGrid[grid]
    switch level {
    case .grid: return evidence.code(grid)
    case .community: return community < 0 ? "" : code(community)
    case .township: return community < 0 ? "" : township(community)
    case .county: return ""
    }
  }

  private static func unique(_ codes: [String]) -> [String] {
    var seen: Set<String> = []
    return codes.filter { seen.insert($0).inserted }
  }
}

extension Geometry {
  /// A point to find it by.
  var spot: Point? {
    if let point = points.first { return point }
    if let polygon = polygons.first { return polygon.interiorPoint }
    return lines.first.flatMap { $0.points.isEmpty ? nil : $0.points[$0.points.count / 2] }
  }
}

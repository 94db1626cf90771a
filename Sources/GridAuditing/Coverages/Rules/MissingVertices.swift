import GridCoverages
import GridGeometry

/// Where a corner of one feature lies on the border of another, that has a vertex there.
struct MissingVertices: CoverageRule {
  let id = "missing-vertex"
  let claim = Wording(en: "Neighbours share the vertices of their border.", zh: "相邻要素在公共边界上顶点一致。")

  func findings(in evidence: CoverageEvidence) -> [ItemisedFinding] {
    var places: [VertexPair: [Point]] = [:]
    for fault in evidence.report.faults {
      guard case .missingVertex(let owner, let neighbour, let place) = fault else { continue }
      places[VertexPair(first: owner, second: neighbour), default: []].append(place)
    }
    return places.keys.sorted().map { pair in
      let points = (places[pair] ?? []).sorted { ($0.x, $0.y) < ($1.x, $1.y) }
      let (lacking, having) = (evidence.label(pair.first), evidence.label(pair.second))
      let finding = Finding(
        id, .warning, subjects: ["lacking \(lacking)", "having \(having)"], grids: [lacking, having],
        place: .multiPoint(points), measure: Double(points.count), unit: "vertices",
        Wording(
          en: "\(lacking) lacks \(counted(points.count, "vertex", "vertices")) that \(having) has on their border.",
          zh: "\(lacking) 在与 \(having) 的公共边界上缺少 \(points.count) 个顶点。"))
      return ItemisedFinding(
        finding, features: evidence.ordinals([pair.first, pair.second]),
        fix: Wording(en: "Insert the vertices into the border of \(lacking)", zh: "在 \(lacking) 的边界上补入这些顶点"))
    }
  }
}

/// Two owners in the order their roles give.
struct VertexPair: Hashable, Comparable {
  let first: Int
  let second: Int

  static func < (a: VertexPair, b: VertexPair) -> Bool { (a.first, a.second) < (b.first, b.second) }
}

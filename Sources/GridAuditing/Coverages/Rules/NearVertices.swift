import GridCoverages
import GridGeometry

/// Corners of neighbours that should be one are one.
struct NearVertices: CoverageRule {
  let id = "near-vertex"
  /// Corners nearer than this, in metres, differ by the rounding of arithmetic alone.
  private static let noise = 1e-6
  let claim = Wording(en: "Corners closer than the tolerance are the same.", zh: "间距小于容差的顶点重合。")

  func findings(in evidence: CoverageEvidence) -> [ItemisedFinding] {
    var places: [VertexPair: [Point]] = [:]
    var farthest: [VertexPair: Double] = [:]
    for fault in evidence.report.faults {
      guard case .nearVertex(let owners, let place, let distance) = fault, owners.count == 2, distance >= Self.noise
      else { continue }
      let pair = VertexPair(first: owners[0], second: owners[1])
      places[pair, default: []].append(place)
      farthest[pair] = max(farthest[pair] ?? 0, distance)
    }
    return places.keys.sorted().map { pair in
      let points = (places[pair] ?? []).sorted { ($0.x, $0.y) < ($1.x, $1.y) }
      let names = evidence.labels([pair.first, pair.second])
      let distance = farthest[pair] ?? 0
      let finding = Finding(
        id, .warning, subjects: names, grids: names, place: .multiPoint(points), measure: Double(points.count),
        unit: "vertices",
        Wording(
          en:
            "\(points.count) corners of \(names[0]) and \(names[1]) nearly meet, up to \(figure(distance, decimals: 6)) m apart.",
          zh: "\(names[0]) 与 \(names[1]) 有 \(points.count) 处顶点几乎重合，最大相距 \(figure(distance, decimals: 6)) 米。"))
      return ItemisedFinding(
        finding, features: evidence.ordinals([pair.first, pair.second]), width: distance,
        fix: Wording(en: "Snap them to one position", zh: "吸附为同一位置"))
    }
  }
}

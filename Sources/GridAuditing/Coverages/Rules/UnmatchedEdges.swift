import GridCoverages
import GridGeometry

/// Edges between two grounds match.
struct UnmatchedEdges: CoverageRule {
  let id = "unmatched-edge"
  let claim = Wording(en: "Edges between two features match vertex for vertex.", zh: "相邻要素的公共边逐点一致。")

  func findings(in evidence: CoverageEvidence) -> [ItemisedFinding] {
    var order: [[Int]] = []
    var lines: [[Int]: [LineString]] = [:]
    for fault in evidence.report.faults {
      guard case .unmatchedEdge(let owners, let edge) = fault else { continue }
      if lines[owners] == nil { order.append(owners) }
      lines[owners, default: []].append(edge)
    }
    return order.sorted { $0.lexicographicallyPrecedes($1) }.map { owners in
      let edges = lines[owners] ?? []
      let length = edges.reduce(0) { $0 + $1.length }
      let names = evidence.labels(owners)
      let list = listWords(names)
      let finding = Finding(
        id, .warning, subjects: names, grids: names, place: .multiLineString(edges), measure: length, unit: "m",
        Wording(
          en: "\(figure(length)) m of the border of \(list.en) do not match the ground on the other side.",
          zh: "\(list.zh) 的边界有 \(figure(length)) 米与另一侧不一致。"))
      return ItemisedFinding(
        finding, features: evidence.ordinals(owners), length: length,
        fix: Wording(en: "Trace the neighbour's border there", zh: "沿相邻要素的边界重新描绘该段"))
    }
  }
}

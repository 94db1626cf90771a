public import GridGeometry
import GridPartitioning

/// Looks for everything that keeps polygons from being a coverage, and itemises it. Any dirt is allowed.
///
/// Edges that match vertex for vertex cancel out, by hashing; a clean coverage is settled by that. What remains are the
/// outlines of the coverage and of whatever is wrong: these edges alone are noded, and each face between them is
/// outside, claimed once, claimed by several, or claimed by nobody.
///
/// - Parameters:
///   - grounds: Polygons in metres; owners in the report are their indices.
///   - criteria: What counts as a fault.
///   - threads: How many to use; the report never depends on it.
/// - Returns: The same report for the same grounds, whatever the order of points in their rings.
/// - Throws: ``CoverageError/geometry(_:)`` from GEOS, ``CoverageError/extentTooLarge(extent:limit:)``.
/// - Complexity: O(*n*) for a coverage of *n* vertices with few faults; O(*n* log *n*) where all is wrong.
public func validateCoverage(
  _ grounds: [MultiPolygon], criteria: CoverageCriteria = CoverageCriteria(), threads: Int = 1
) throws(CoverageError) -> CoverageReport {
  var report = CoverageReport()
  var usable = grounds
  let isInvalid = findInvalid(&usable, &report, threads: threads)
  let edges = try RingEdges(usable, boundary: criteria.boundary, isSuspect: isInvalid + [false])
  report.edges = edges.edgeCount
  report.matchedEdges = edges.matchedCount
  let duplicates = findDuplicates(usable, edges)
  report.faults += duplicates.map { .duplicate(owners: $0, place: usable[$0[0]].polygons[0].rightHanded) }
  let open = OpenChains(edges)
  let map = try UnmatchedMap(usable, edges, open, criteria, isInvalid: isInvalid)
  report.openLength = map.openLength
  report.invalidAreas = map.invalidAreas
  for fault in try map.overlaps(edges) {
    if case .overlap(let owners, _, let area, _) = fault {
      report.contestedArea += area
      report.repeatedArea += Double(owners.count - 1) * area
      // Duplicates are told already.
      if duplicates.contains(owners) { continue }
    }
    report.faults.append(fault)
  }
  report.faults += map.gaps()
  let corners = findCorners(open, tolerance: criteria.tolerance, boundaryOwner: Int32(grounds.count))
  report.faults += corners
  report.faults += map.unexplained(by: corners)
  if criteria.sliverWidth > 0 { report.faults += findSlivers(usable, criteria, isInvalid) }
  return report
}

/// Grounds that are not valid; those with coordinates that are no numbers are emptied.
private func findInvalid(_ grounds: inout [MultiPolygon], _ report: inout CoverageReport, threads: Int) -> [Bool] {
  var isInvalid = [Bool](repeating: false, count: grounds.count)
  for owner in findDoubtful(grounds, threads: threads) {
    let bad = grounds[owner].polygons.lazy.flatMap(\.rings).flatMap(\.points).first { !$0.isFinite }
    if let bad {
      isInvalid[owner] = true
      report.faults.append(.invalid(owner: owner, reason: "a coordinate is not a number", at: bad))
      grounds[owner] = .empty
      continue
    }
    guard case .invalid(let reason, let place) = grounds[owner].validity() else { continue }
    isInvalid[owner] = true
    let first = grounds[owner].polygons.first?.exterior.points.first ?? Point(0, 0)
    report.faults.append(.invalid(owner: owner, reason: reason, at: place ?? first))
  }
  return isInvalid
}

/// Grounds that the quick test does not settle, ascending.
private func findDoubtful(_ grounds: [MultiPolygon], threads: Int) -> [Int] {
  let run = 4096
  let found = inParallel(count: (grounds.count + run - 1) / run, threads: threads) { number -> [Int] in
    var test = RingSimplicity()
    return (number * run..<min(grounds.count, (number + 1) * run)).filter { !test.isSurelyValid(grounds[$0]) }
  }
  return found.flatMap(\.self)
}

/// Groups of grounds that have all their edges in common, ascending.
private func findDuplicates(_ grounds: [MultiPolygon], _ edges: RingEdges) -> [[Int]] {
  guard !edges.coincident.isEmpty else { return [] }
  var edgesOf = [Int32](repeating: 0, count: grounds.count + 1)
  for position in edges.points.indices where edges.isEdge(position) { edgesOf[Int(edges.owner(Int32(position)))] += 1 }
  var pairs = edges.coincident.map { EdgePair(first: edges.owner($0.edge), second: edges.owner($0.other)) }
  pairs.sort { ($0.first, $0.second) < ($1.first, $1.second) }
  var sets = DisjointSets(count: grounds.count + 1)
  var start = 0
  while start < pairs.count {
    var end = start
    while end < pairs.count, pairs[end] == pairs[start] { end += 1 }
    let (a, b) = (pairs[start].first, pairs[start].second)
    if edgesOf[Int(a)] == edgesOf[Int(b)], end - start == Int(edgesOf[Int(a)]), Int(max(a, b)) < grounds.count {
      sets.unite(a, b)
    }
    start = end
  }
  var groups: [[Int]] = []
  var groupOf = [Int](repeating: -1, count: grounds.count)
  for owner in grounds.indices {
    let root = Int(sets.find(Int32(owner)))
    if root == owner { continue }
    if groupOf[root] < 0 {
      groupOf[root] = groups.count
      groups.append([root])
    }
    groups[groupOf[root]].append(owner)
  }
  return groups
}

private struct EdgePair: Equatable {
  var first: Int32
  var second: Int32
}

/// Parts of valid grounds that are thin; the area of an invalid one says nothing of its width.
private func findSlivers(
  _ grounds: [MultiPolygon], _ criteria: CoverageCriteria, _ isInvalid: [Bool]
) -> [CoverageFault] {
  var faults: [CoverageFault] = []
  for (owner, ground) in grounds.enumerated() where !isInvalid[owner] {
    for polygon in ground.polygons {
      let area = polygon.area
      // The widest disc in a shape is at least as wide as twice its area over its perimeter.
      guard 2 * area < criteria.sliverWidth * polygon.perimeter else { continue }
      let width = polygon.inscribedWidth
      if width < criteria.sliverWidth {
        faults.append(.sliver(owner: owner, place: polygon.rightHanded, area: area, width: width))
      }
    }
  }
  return faults
}

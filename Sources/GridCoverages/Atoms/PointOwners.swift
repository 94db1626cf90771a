package import GridGeometry

/// Which of many grounds contain each of many points: any number of owners per point, ascending.
package struct PointOwners {
  private var starts: [Int32]
  private var owners: [Int32]

  /// The offsets of the grounds that contain point `index`, ascending.
  package subscript(index: Int) -> ArraySlice<Int32> { owners[Int(starts[index])..<Int(starts[index + 1])] }

  /// - Complexity: O((points + edges) log) for grounds that overlap little.
  package init(of points: [Point], in grounds: [MultiPolygon]) {
    let grid = PointGrid(points)
    var pairs: [(point: Int32, owner: Int32)] = []
    var near: [Int32] = []
    for (owner, ground) in grounds.enumerated() {
      near.removeAll(keepingCapacity: true)
      grid.collect(in: ground.envelope, into: &near)
      guard !near.isEmpty else { continue }
      let index = PolygonIndex(ground)
      for point in near where index.contains(points[Int(point)]) { pairs.append((point, Int32(owner))) }
    }
    starts = [Int32](repeating: 0, count: points.count + 1)
    for pair in pairs { starts[Int(pair.point) + 1] += 1 }
    for index in points.indices { starts[index + 1] += starts[index] }
    owners = [Int32](repeating: 0, count: pairs.count)
    var next = starts
    for pair in pairs {
      owners[Int(next[Int(pair.point)])] = pair.owner
      next[Int(pair.point)] += 1
    }
  }
}

/// Points in square cells of about four points each.
struct PointGrid {
  private let points: [Point]
  private var origin = Point(0, 0)
  private var cell = 1.0
  private var columns = 1
  private var rows = 1
  private var starts: [Int32] = []
  private var members: [Int32] = []

  init(_ points: [Point]) {
    self.points = points
    let envelope = Envelope(points.lazy.filter(\.isFinite))
    guard !envelope.isEmpty else { return }
    origin = Point(envelope.minX, envelope.minY)
    let area = max(envelope.width * envelope.height, 1)
    cell = max((area * 4 / Double(points.count)).squareRoot(), max(envelope.width, envelope.height) / 4_096, 1e-3)
    columns = Int(envelope.width / cell) + 1
    rows = Int(envelope.height / cell) + 1
    var counts = [Int32](repeating: 0, count: columns * rows + 1)
    for point in points where point.isFinite { counts[slot(of: point) + 1] += 1 }
    for index in 0..<(columns * rows) { counts[index + 1] += counts[index] }
    starts = counts
    members = [Int32](repeating: 0, count: Int(counts[columns * rows]))
    for (index, point) in points.enumerated() where point.isFinite {
      let slot = slot(of: point)
      members[Int(counts[slot])] = Int32(index)
      counts[slot] += 1
    }
  }

  private func column(_ x: Double) -> Int { Int(min(max((x - origin.x) / cell, 0), Double(columns - 1))) }
  private func row(_ y: Double) -> Int { Int(min(max((y - origin.y) / cell, 0), Double(rows - 1))) }
  private func slot(of point: Point) -> Int { row(point.y) * columns + column(point.x) }

  /// Appends the points inside or on the edge of the envelope, in no promised order.
  func collect(in envelope: Envelope, into found: inout [Int32]) {
    guard !starts.isEmpty, !envelope.isEmpty else { return }
    for row in row(envelope.minY)...row(envelope.maxY) {
      let first = row * columns
      for slot in Int(starts[first + column(envelope.minX)])..<Int(starts[first + column(envelope.maxX) + 1])
      where envelope.contains(points[Int(members[slot])]) {
        found.append(members[slot])
      }
    }
  }
}

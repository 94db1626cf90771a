package import GridGeometry

/// Compounds, ready to say how far lines run inside them.
package struct CompoundWalls {
  private let grounds: [MultiPolygon]
  private let walls: SegmentGrid
  private let indices: [PolygonIndex]

  package init(_ grounds: [MultiPolygon]) {
    self.grounds = grounds
    var segments: [SegmentGrid.Segment] = []
    for (compound, ground) in grounds.enumerated() {
      for polygon in ground.polygons {
        for ring in polygon.rings {
          for index in 1..<max(1, ring.points.count) {
            segments.append(.init(a: ring.points[index - 1], b: ring.points[index], source: Int32(compound)))
          }
        }
      }
    }
    walls = SegmentGrid(segments)
    indices = grounds.map(PolygonIndex.init)
  }

  /// A stretch of one segment of one line that runs inside a compound, as shares of the segment.
  private struct Inside {
    var line: Int32
    var segment: Int32
    var from: Double
    var to: Double
    var compound: Int32
  }

  /// The lines without what runs inside compounds, and the compounds that are crossed, ascending.
  ///
  /// Only compounds in which the lines run further than `tolerance` count; lines that touch a corner stay whole.
  /// Erased stretches leave 3 cm inside at either end, so that what is left surely meets the compound's outline.
  /// - Complexity: O((lines + walls) log) for lines that meet few walls.
  package func erase(from lines: [NetworkLine], tolerance: Double) -> (lines: [NetworkLine], crossed: [Int32]) {
    guard !grounds.isEmpty, !lines.isEmpty else { return (lines, []) }
    let stretches = stretches(of: lines)
    var lengths = [Double](repeating: 0, count: grounds.count)
    for stretch in stretches {
      let points = lines[Int(stretch.line)].points
      let length = points[Int(stretch.segment)].distance(to: points[Int(stretch.segment) + 1])
      lengths[Int(stretch.compound)] += length * (stretch.to - stretch.from)
    }
    let crossed = lengths.indices.filter { lengths[$0] > tolerance }.map(Int32.init)
    guard !crossed.isEmpty else { return (lines, []) }
    var result: [NetworkLine] = []
    var next = 0
    for (index, line) in lines.enumerated() {
      let first = next
      while next < stretches.count, stretches[next].line == Int32(index) { next += 1 }
      let own = stretches[first..<next].filter { lengths[Int($0.compound)] > tolerance }
      if own.isEmpty { result.append(line) } else { remainders(of: line, without: own, into: &result) }
    }
    return (result, crossed)
  }

  private func stretches(of lines: [NetworkLine]) -> [Inside] {
    let starts = PointOwners(of: lines.flatMap { $0.points.dropLast() }, in: grounds)
    var result: [Inside] = []
    var near: [Int32] = []
    var vertex = 0
    for (line, path) in lines.enumerated() {
      let points = path.points
      for segment in 0..<max(0, points.count - 1) {
        defer { vertex += 1 }
        let a = points[segment]
        let b = points[segment + 1]
        walls.candidates(from: a, to: b, into: &near)
        var shares: [Double] = []
        var involved = Array(starts[vertex])
        for candidate in near {
          let wall = walls.segments[Int(candidate)]
          guard let share = meetingShare(from: a, to: b, with: wall.a, wall.b) else { continue }
          shares.append(share)
          involved.append(wall.source)
        }
        guard !involved.isEmpty else { continue }
        if shares.isEmpty {
          result.append(Inside(line: Int32(line), segment: Int32(segment), from: 0, to: 1, compound: involved[0]))
          continue
        }
        involved.sort()
        shares.append(contentsOf: [0, 1])
        shares.sort()
        for index in 1..<shares.count where shares[index] - shares[index - 1] > 1e-9 {
          let middle = (shares[index] + shares[index - 1]) / 2
          let point = Point(a.x + (b.x - a.x) * middle, a.y + (b.y - a.y) * middle)
          guard let owner = involved.first(where: { indices[Int($0)].contains(point) }) else { continue }
          result.append(
            Inside(
              line: Int32(line), segment: Int32(segment), from: shares[index - 1], to: shares[index], compound: owner))
        }
      }
    }
    return result
  }

  /// What is left of a line outside the stretches, which come in order along it.
  private func remainders(of line: NetworkLine, without stretches: [Inside], into result: inout [NetworkLine]) {
    let points = line.points
    var path: [Point] = []
    func finish(_ path: inout [Point]) {
      if path.count > 1 { result.append(NetworkLine(path, attribute: line.attribute)) }
      path.removeAll(keepingCapacity: true)
    }
    var next = 0
    var isInside = false
    for segment in 0..<(points.count - 1) {
      let a = points[segment]
      let b = points[segment + 1]
      let length = a.distance(to: b)
      func at(_ share: Double) -> Point { Point(a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share) }
      let stub = length > 0 ? 0.03 / length : 0
      var done = 0.0
      while next < stretches.count, stretches[next].segment == Int32(segment) {
        let stretch = stretches[next]
        next += 1
        if stretch.from > done {
          if path.isEmpty { path.append(at(isInside ? max(0, done - stub) : done)) }
          path.append(at(min(1, stretch.from + stub)))
        }
        finish(&path)
        done = max(done, stretch.to)
        isInside = true
      }
      if done < 1 {
        if path.isEmpty { path.append(at(isInside ? max(0, done - stub) : done)) }
        path.append(b)
        isInside = false
      }
    }
    finish(&path)
  }
}

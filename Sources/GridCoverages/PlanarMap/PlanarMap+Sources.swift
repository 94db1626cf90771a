import GridGeometry

/// Along how much of each arc the lines of each attribute run.
public struct ArcSources: Sendable {
  private var starts: [Int32] = [0]
  private var attributes: [Int32] = []
  private var lengths: [Double] = []

  public var count: Int { starts.count - 1 }

  /// The attributes found along an arc, ascending, each with the length of arc it covers in metres. Where two lines
  /// run on top of each other the length counts for both; where none was found the list is empty.
  public subscript(arc: Int) -> [(attribute: Int32, length: Double)] {
    (Int(starts[arc])..<Int(starts[arc + 1])).map { (attributes[$0], lengths[$0]) }
  }

  fileprivate mutating func append(_ found: [(attribute: Int32, length: Double)]) {
    for item in found {
      attributes.append(item.attribute)
      lengths.append(item.length)
    }
    starts.append(Int32(attributes.count))
  }
}

extension PlanarMap {
  /// Finds the lines each arc came from, which noding forgets.
  ///
  /// A segment belongs to every line that passes its midpoint within the tolerance; snap rounding moves a line by less
  /// than one cell of the grid, so twice that finds all.
  ///
  /// - Parameters:
  ///   - lines: Usually those the map was made from, or some of them.
  ///   - tolerance: In metres.
  /// - Complexity: O(*n* + *m*) for segments of even length.
  public func sources(_ lines: [NetworkLine], tolerance: Double = 0.02) -> ArcSources {
    var pieces: [Segment] = []
    var attributes: [Int32] = []
    for line in lines {
      for index in line.points.indices.dropFirst() where line.points[index].isFinite && line.points[index - 1].isFinite {
        pieces.append(Segment(line.points[index - 1], line.points[index]))
        attributes.append(line.attribute)
      }
    }
    let cells = SegmentCells(count: pieces.count, reach: tolerance) { pieces[$0] }
    var result = ArcSources()
    var found: [(attribute: Int32, length: Double)] = []
    var here: [Int32] = []
    for arc in 0..<table.count {
      found.removeAll(keepingCapacity: true)
      var previous: Point?
      for vertex in table.vertices(of: arc) {
        let point = edges.point(vertex)
        defer { previous = point }
        guard let start = previous else { continue }
        let middle = Point((start.x + point.x) / 2, (start.y + point.y) / 2)
        guard cells.contains(x: middle.x, y: middle.y) else { continue }
        here.removeAll(keepingCapacity: true)
        for position in cells.range(cells.column(of: middle.x), cells.row(of: middle.y)) {
          let piece = cells.entry(position)
          guard pieces[piece].squaredDistance(toX: middle.x, y: middle.y) <= tolerance * tolerance else { continue }
          if !here.contains(attributes[piece]) { here.append(attributes[piece]) }
        }
        let length = start.distance(to: point)
        for attribute in here {
          if let known = found.firstIndex(where: { $0.attribute == attribute }) {
            found[known].length += length
          } else {
            found.append((attribute, length))
          }
        }
      }
      found.sort { $0.attribute < $1.attribute }
      result.append(found)
    }
    return result
  }
}

import GridGeometry

/// Ground made of the squares of a mesh, with a vertex at every corner of a square.
///
/// Traced from directed sides, apart from the code under test: opposite sides cancel, what is left is chained and split
/// where it passes a corner again.
enum MeshGround {
  struct Cell: Hashable {
    let column: Int
    let row: Int
  }

  private struct Corner: Hashable {
    let x: Int
    let y: Int
  }

  /// - Parameter side: Of a square, in metres; the mesh starts at an easting and northing of real size.
  static func ground(of cells: [Cell], side: Double) -> MultiPolygon {
    var loops = simpleLoops(of: sides(of: cells)).map { loop in
      Ring(unchecked: loop.map { Point(500_000 + Double($0.x) * side, 2_700_000 + Double($0.y) * side) })
    }
    loops.sort { ($0.points[0].y, $0.points[0].x) < ($1.points[0].y, $1.points[0].x) }
    let shells = loops.filter(\.isCounterClockwise)
    let holes = loops.filter { !$0.isCounterClockwise }
    return MultiPolygon(
      shells.map { shell in
        let ground = Polygon(exterior: shell)
        let inner = holes.filter { hole in
          let spot = Polygon(exterior: hole.reversed).interiorPoint
          return ground.contains(spot)
            && !shells.contains { other in
              other != shell && Polygon(exterior: other).contains(spot) && ground.contains(other.points[0])
            }
        }
        return Polygon(exterior: shell, holes: inner)
      })
  }

  private static func sides(of cells: [Cell]) -> [(from: Corner, to: Corner)] {
    let members = Set(cells)
    var sides: [(from: Corner, to: Corner)] = []
    for cell in cells {
      let (x, y) = (cell.column, cell.row)
      let corners = [Corner(x: x, y: y), Corner(x: x + 1, y: y), Corner(x: x + 1, y: y + 1), Corner(x: x, y: y + 1)]
      let beside = [(x, y - 1), (x + 1, y), (x, y + 1), (x - 1, y)]
      for side in 0..<4 where !members.contains(Cell(column: beside[side].0, row: beside[side].1)) {
        sides.append((corners[side], corners[(side + 1) % 4]))
      }
    }
    return sides
  }

  private static func simpleLoops(of sides: [(from: Corner, to: Corner)]) -> [[Corner]] {
    var next: [Corner: [Corner]] = [:]
    for side in sides { next[side.from, default: []].append(side.to) }
    var loops: [[Corner]] = []
    for start in sides.map(\.from) {
      while next[start]?.isEmpty == false {
        var path = [start]
        while let last = path.last, let to = next[last]?.popLast() {
          if let first = path.firstIndex(of: to) {
            loops.append(Array(path[first...]) + [to])
            path.removeSubrange((first + 1)...)
          } else {
            path.append(to)
          }
        }
      }
    }
    return loops
  }
}

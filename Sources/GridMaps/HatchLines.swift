import Foundation

/// The parallel lines of a hatch inside an area.
///
/// Lines stand at multiples of the spacing from the sheet's corner, so the pattern runs on across neighbours.
///
/// - Parameters:
///   - rings: Open rings in points, even-odd.
///   - angle: Of the lines, in radians from the x axis.
///   - spacing: In points.
/// - Complexity: O(n + crossings · log crossings).
package func hatchLines(in rings: [[PagePosition]], angle: Double, spacing: Double) -> [(PagePosition, PagePosition)] {
  let along = PagePosition(cos(angle), sin(angle))
  let across = PagePosition(-along.y, along.x)
  var crossings: [(line: Int, place: Double)] = []
  for ring in rings where ring.count > 2 {
    var a = ring[ring.count - 1]
    for b in ring {
      let (from, to) = ((a * across).sum() / spacing, (b * across).sum() / spacing)
      let (low, high) = from < to ? (from, to) : (to, from)
      var line = low.rounded(.up)
      while line < high {
        let t = (line - from) / (to - from)
        crossings.append((Int(line), ((a + (b - a) * t) * along).sum()))
        line += 1
      }
      a = b
    }
  }
  crossings.sort { ($0.line, $0.place) < ($1.line, $1.place) }
  var lines: [(PagePosition, PagePosition)] = []
  var index = 0
  while index + 1 < crossings.count {
    let (a, b) = (crossings[index], crossings[index + 1])
    guard a.line == b.line else {
      index += 1
      continue
    }
    let foot = across * (Double(a.line) * spacing)
    lines.append((foot + along * a.place, foot + along * b.place))
    index += 2
  }
  return lines
}

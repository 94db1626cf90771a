/// Which parts of the map are taken by labels, and which carry lines.
///
/// Answers in time that does not grow with the number of labels, by squares of a mesh.
package struct LabelPlacement: Sendable {
  private let frame: PageRect
  private var placed: [PageRect] = []
  private var buckets: [[Int32]]
  private var inked: [Bool]
  private let columns: Int
  private let rows: Int
  private let inkColumns: Int
  private let inkRows: Int

  private static let bucketSide = 24.0
  private static let inkSide = 2.0

  package init(frame: PageRect) {
    self.frame = frame
    columns = max(1, Int(frame.width / Self.bucketSide) + 1)
    rows = max(1, Int(frame.height / Self.bucketSide) + 1)
    buckets = [[Int32]](repeating: [], count: columns * rows)
    inkColumns = max(1, Int(frame.width / Self.inkSide) + 1)
    inkRows = max(1, Int(frame.height / Self.inkSide) + 1)
    inked = [Bool](repeating: false, count: inkColumns * inkRows)
  }

  /// The boxes taken so far, in the order they were taken.
  package var boxes: [PageRect] { placed }

  /// Takes a box for a label.
  ///
  /// - Returns: Whether the box lies in the frame and overlaps none taken before; otherwise nothing changes.
  package mutating func take(_ box: PageRect) -> Bool {
    guard frame.contains(box) else { return false }
    let (columnRange, rowRange) = bucketRange(of: box)
    for row in rowRange {
      for column in columnRange {
        for index in buckets[row * columns + column] where placed[Int(index)].overlaps(box) { return false }
      }
    }
    occupy(box)
    return true
  }

  /// Keeps a box free of labels, whatever lies there already.
  package mutating func occupy(_ box: PageRect) {
    guard box.overlaps(frame) else { return }
    let (columnRange, rowRange) = bucketRange(of: box)
    let number = Int32(placed.count)
    placed.append(box)
    for row in rowRange { for column in columnRange { buckets[row * columns + column].append(number) } }
  }

  /// Remembers that a line is drawn between two positions.
  package mutating func ink(from a: PagePosition, to b: PagePosition) {
    // Outlines are cut to a window about the frame; anything else is not on the sheet.
    guard a.length < 1e6, b.length < 1e6 else { return }
    let steps = max(1, ((b - a).length / (Self.inkSide / 2)).rounded(.up))
    var step = 0.0
    while step <= steps {
      let place = a + (b - a) * (step / steps) - PagePosition(frame.x, frame.y)
      let (column, row) = (Int(place.x / Self.inkSide), Int(place.y / Self.inkSide))
      if place.x >= 0, place.y >= 0, column < inkColumns, row < inkRows { inked[row * inkColumns + column] = true }
      step += 1
    }
  }

  /// Whether a drawn line comes near the box.
  package func isInked(_ box: PageRect) -> Bool {
    let left = max(0, Int((box.x - frame.x) / Self.inkSide))
    let right = min(inkColumns - 1, Int((box.right - frame.x) / Self.inkSide))
    let top = max(0, Int((box.y - frame.y) / Self.inkSide))
    let bottom = min(inkRows - 1, Int((box.bottom - frame.y) / Self.inkSide))
    guard left <= right, top <= bottom else { return false }
    for row in top...bottom {
      for column in left...right where inked[row * inkColumns + column] { return true }
    }
    return false
  }

  private func bucketRange(of box: PageRect) -> (ClosedRange<Int>, ClosedRange<Int>) {
    func range(_ low: Double, _ high: Double, _ count: Int) -> ClosedRange<Int> {
      let first = min(count - 1, max(0, Int(low / Self.bucketSide)))
      return first...max(first, min(count - 1, Int(high / Self.bucketSide)))
    }
    return (
      range(box.x - frame.x, box.right - frame.x, columns), range(box.y - frame.y, box.bottom - frame.y, rows)
    )
  }
}

/// Whether a box lies wholly inside an area.
///
/// - Parameter rings: Open rings in points, even-odd.
/// - Complexity: O(n).
package func area(_ rings: [[PagePosition]], holds box: PageRect) -> Bool {
  guard depth(of: box.center, in: rings) > 0 else { return false }
  for ring in rings {
    var a = ring[ring.count - 1]
    for b in ring {
      if segment(a, b, enters: box) { return false }
      a = b
    }
  }
  return true
}

/// Whether a segment has a point in the box.
private func segment(_ a: PagePosition, _ b: PagePosition, enters box: PageRect) -> Bool {
  var (enter, leave) = (0.0, 1.0)
  let along = b - a
  for (direction, distance) in [
    (-along.x, a.x - box.x), (along.x, box.right - a.x), (-along.y, a.y - box.y), (along.y, box.bottom - a.y),
  ] {
    if direction == 0 {
      if distance < 0 { return false }
    } else if direction < 0 {
      enter = max(enter, distance / direction)
    } else {
      leave = min(leave, distance / direction)
    }
  }
  return enter <= leave
}

import GridGeometry

/// The grounds of one layer: checked, with their outlines as directed edges.
package struct GroundLayer: Sendable {
  let states: [GroundState]
  /// As stored when sound, repaired when invalid, empty otherwise.
  let grounds: [MultiPolygon]
  let outlines: EdgeLayer
  let envelopes: [Envelope]

  package var count: Int { grounds.count }

  init(_ stored: [MultiPolygon], numbering table: inout VertexTable, threads: Int) {
    let checked = mapInOrder(stored.count, runsOf: 256, threads: threads) { CheckedGround(stored[$0]) }
    states = checked.map(\.state)
    grounds = checked.map(\.ground)
    envelopes = grounds.map(\.envelope)
    var outlines = EdgeLayer()
    for ground in grounds {
      var rings: [(vertices: [Int32], isReversed: Bool)] = []
      for polygon in ground.polygons {
        for (place, ring) in polygon.rings.enumerated() {
          let numbers = ring.points.map { table.number(of: $0) }
          rings.append((numbers, ring.isCounterClockwise == (place > 0)))
        }
      }
      outlines.append(rings)
    }
    self.outlines = outlines
  }

  /// Some of the layer's grounds.
  func selection(_ indices: [Int]) -> [MultiPolygon] { indices.map { grounds[$0] } }
}

/// Where numbered vertices lie, and below which thickness ground does not count.
package struct GroundFrame: Sendable {
  let vertices: [Point]
  /// In metres.
  let tolerance: Double

  func start(_ edge: Edge) -> Point { vertices[edge.from] }
  func end(_ edge: Edge) -> Point { vertices[edge.to] }
  func length(_ edge: Edge) -> Double { start(edge).distance(to: end(edge)) }
  func length(_ edges: [Edge]) -> Double { edges.reduce(0) { $0 + length($1) } }

  /// Whether the piece is more than a difference in rounding: twice its area over its perimeter reaches the tolerance.
  func isThick(_ piece: Polygon) -> Bool { 2 * piece.area >= tolerance * piece.perimeter && piece.area > 0 }
}

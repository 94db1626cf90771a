import GridGeometry

/// A polygon of a layer with its rings in the network.
struct PlacedPolygon: Sendable {
  let layer: Int
  let index: Int
  /// For each part the rings, outer first.
  let parts: [Range<Int>]
}

extension SheetPainter {
  /// The colour of paper outside the county.
  private static let surroundings = MapColor(0xF3F1EC)
  /// Polygons or chains handed to cairo at once.
  private static let batch = 64

  /// Draws the map inside its frame.
  func paintMap() -> (drawn: Int, skipped: Int, missed: [String]) {
    let projection = GroundProjection(
      frame: layout.map, center: sheet.extent.center, denominator: layout.denominator, dotsPerPoint: canvas.density)
    var rings: [[Cell]] = []
    let placed = place(projection, rings: &rings)
    let network = OutlineNetwork(rings: rings, tolerance: 1.2)
    let outlines = rings.indices.map { network.cells(ofRing: $0).map(projection.position) }
    var labels = LabelPlacement(frame: layout.map)
    var count = (drawn: 0, skipped: 0, missed: [String]())
    canvas.clipped(to: layout.map) {
      canvas.addRectangle(layout.map)
      canvas.fill(Self.surroundings)
      paintFills(placed, outlines)
      paintHatches(placed, outlines)
      paintLines(projection, &labels)
      paintOutlines(placed, network, projection, &labels)
      paintPoints(projection, &labels)
      paintMarks(projection, &labels)
      paintTicks(projection, &labels)
      count = paintLabels(placed, outlines, projection, &labels)
    }
    return count
  }

  private func place(_ projection: GroundProjection, rings: inout [[Cell]]) -> [PlacedPolygon] {
    var placed: [PlacedPolygon] = []
    for (layerIndex, layer) in sheet.layers.enumerated() {
      for (index, polygon) in layer.polygons.enumerated() {
        var parts: [Range<Int>] = []
        for part in polygon.ground.polygons {
          let outer = projection.cells(of: part.exterior)
          guard outer.count > 2 else { continue }
          let start = rings.count
          rings.append(outer)
          for hole in part.holes { rings.append(projection.cells(of: hole)) }
          parts.append(start..<rings.count)
        }
        if !parts.isEmpty { placed.append(PlacedPolygon(layer: layerIndex, index: index, parts: parts)) }
      }
    }
    return placed
  }

  private func polygon(_ placed: PlacedPolygon) -> MapPolygon { sheet.layers[placed.layer].polygons[placed.index] }

  /// Fills layer by layer, in each layer colour by colour in the order the colours first appear.
  private func paintFills(_ placed: [PlacedPolygon], _ outlines: [[PagePosition]]) {
    var groups: [(color: MapColor, members: [Int])] = []
    var known: [MapColor: Int] = [:]
    func flush() {
      for group in groups {
        for start in stride(from: 0, to: group.members.count, by: Self.batch) {
          for member in group.members[start..<min(start + Self.batch, group.members.count)] {
            for part in placed[member].parts { for ring in part { canvas.addPath(outlines[ring], closed: true) } }
          }
          canvas.fill(group.color, seam: group.color.alpha == 1 ? seam : 0)
        }
      }
      groups = []
      known = [:]
    }
    var layer = -1
    for (member, candidate) in placed.enumerated() {
      if candidate.layer != layer { flush() }
      layer = candidate.layer
      guard let color = polygon(candidate).fill, color.alpha > 0 else { continue }
      if let group = known[color] {
        groups[group].members.append(member)
      } else {
        known[color] = groups.count
        groups.append((color, [member]))
      }
    }
    flush()
  }

  /// One dot of an image; in the other formats enough for a screen at usual magnification.
  private var seam: Double { canvas.format == .png ? 1 / canvas.density : 0.35 }

  private func paintHatches(_ placed: [PlacedPolygon], _ outlines: [[PagePosition]]) {
    for candidate in placed {
      guard let hatch = polygon(candidate).hatch else { continue }
      for part in candidate.parts { paint(hatch, in: part.map { outlines[$0] }) }
    }
  }

  /// Draws a hatch in an area given by open rings.
  func paint(_ hatch: Hatch, in rings: [[PagePosition]]) {
    let spacing = hatch.spacing * .millimetre
    let width = hatch.width * .millimetre
    for angle in hatch.angles {
      for (a, b) in hatchLines(in: rings, angle: angle, spacing: spacing) {
        if hatch.pattern == .dotted {
          var x = (a.x / spacing).rounded(.up) * spacing
          while x < b.x {
            canvas.addCircle(PagePosition(x, a.y), radius: width)
            x += spacing
          }
        } else {
          canvas.addPath([a, b], closed: false)
        }
      }
    }
    if hatch.pattern == .dotted { canvas.fill(hatch.color) } else { canvas.stroke(hatch.color, width: width) }
  }

  private func paintLines(_ projection: GroundProjection, _ labels: inout LabelPlacement) {
    for layer in sheet.layers where !layer.lines.isEmpty {
      var groups: [(stroke: MapStroke, paths: [[PagePosition]])] = []
      var known: [MapStroke: Int] = [:]
      for line in layer.lines {
        let group = known[line.stroke] ?? groups.count
        if group == groups.count {
          known[line.stroke] = group
          groups.append((line.stroke, []))
        }
        for run in projection.cells(ofLine: line.points) {
          groups[group].paths.append(thinned(run, tolerance: 1.2).map(projection.position))
        }
      }
      for group in groups { paint(group.paths, group.stroke, &labels) }
    }
  }

  /// Outlines of all layers from thin to thick; a shared chain once, or twice where dashes run over a solid line.
  private func paintOutlines(
    _ placed: [PlacedPolygon], _ network: OutlineNetwork, _ projection: GroundProjection, _ labels: inout LabelPlacement
  ) {
    var strokes = OutlineStrokes(chainCount: network.chains.count)
    var layer: [OutlineStrokes.Request] = []
    for (member, candidate) in placed.enumerated() {
      let polygon = polygon(candidate)
      if let stroke = polygon.stroke {
        let side = polygon.ground.area.squareRoot() * projection.scale / .millimetre
        layer.append(
          OutlineStrokes.Request(
            stroke: stroke, side: side.isFinite ? side : 1e6,
            links: candidate.parts.joined().flatMap { network.rings[$0] }))
      }
      if member + 1 == placed.count || placed[member + 1].layer != candidate.layer {
        strokes.add(layer)
        layer = []
      }
    }
    for group in strokes.groups {
      paint(group.chains.map { network.chains[$0].map(projection.position) }, group.stroke, &labels)
    }
  }

  private func paint(_ paths: [[PagePosition]], _ stroke: MapStroke, _ labels: inout LabelPlacement) {
    for start in stride(from: 0, to: paths.count, by: Self.batch) {
      for path in paths[start..<min(start + Self.batch, paths.count)] {
        canvas.addPath(path, closed: false)
        for (a, b) in zip(path, path.dropFirst()) { labels.ink(from: a, to: b) }
      }
      canvas.stroke(stroke)
    }
  }

  /// Signs take their room before any label does.
  private func paintPoints(_ projection: GroundProjection, _ labels: inout LabelPlacement) {
    for point in sheet.layers.lazy.flatMap(\.points) where point.position.isFinite {
      guard projection.window.contains(point.position) else { continue }
      let position = projection.position(point.position)
      let side = point.symbol.size * .millimetre
      _ = labels.take(PageRect(center: position, width: side, height: side))
      paint(point.symbol, at: position)
    }
  }
}

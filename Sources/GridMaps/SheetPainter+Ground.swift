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
  func paintMap() -> (drawn: Int, skipped: Int) {
    let projection = GroundProjection(
      frame: layout.map, center: sheet.extent.center, denominator: layout.denominator, dotsPerPoint: canvas.density)
    var rings: [[Cell]] = []
    let placed = place(projection, rings: &rings)
    let network = OutlineNetwork(rings: rings, tolerance: 1.2)
    let outlines = rings.indices.map { network.cells(ofRing: $0).map(projection.position) }
    var labels = LabelPlacement(frame: layout.map)
    var count = (drawn: 0, skipped: 0)
    canvas.clipped(to: layout.map) {
      canvas.addRectangle(layout.map)
      canvas.fill(Self.surroundings)
      paintFills(placed, outlines)
      paintHatches(placed, outlines)
      paintLines(projection, &labels)
      paintOutlines(placed, network, projection, &labels)
      paintPoints(projection, &labels)
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

  /// Outlines of all layers from thin to thick; a shared chain once, with the widest solid stroke asked for, and once more
  /// with the widest dashed one, which lets the solid one be seen.
  private func paintOutlines(
    _ placed: [PlacedPolygon], _ network: OutlineNetwork, _ projection: GroundProjection, _ labels: inout LabelPlacement
  ) {
    var strokes: [MapStroke] = []
    var known: [MapStroke: Int] = [:]
    var solid = [Int](repeating: -1, count: network.chains.count)
    var dashed = solid
    func choose(_ stroke: Int, for chain: Int, in chosen: inout [Int]) {
      let present = chosen[chain]
      if present < 0 || strokes[present].width < strokes[stroke].width { chosen[chain] = stroke }
    }
    let widest = widestStrokes(placed, projection)
    for candidate in placed {
      guard let stroke = polygon(candidate).stroke?.narrowed(to: widest[candidate.layer]) else { continue }
      let number = known[stroke] ?? strokes.count
      if number == strokes.count {
        known[stroke] = number
        strokes.append(stroke)
      }
      for ring in candidate.parts.joined() {
        for link in network.rings[ring] {
          let chain = Int(link < 0 ? ~link : link)
          if stroke.dashes.isEmpty { choose(number, for: chain, in: &solid) } else { choose(number, for: chain, in: &dashed) }
        }
      }
    }
    var members = [[Int]](repeating: [], count: strokes.count)
    for chosen in [solid, dashed] {
      for (chain, number) in chosen.enumerated() where number >= 0 { members[number].append(chain) }
    }
    for number in strokes.indices.sorted(by: { (strokes[$0].width, $0) < (strokes[$1].width, $1) }) {
      let paths = members[number].map { network.chains[$0].map(projection.position) }
      paint(paths, strokes[number], &labels)
    }
  }

  /// For each layer the widest outline its polygons bear, in millimetres: a twentieth of the side of a usual one.
  private func widestStrokes(_ placed: [PlacedPolygon], _ projection: GroundProjection) -> [Double] {
    var areas = [Double](repeating: 0, count: sheet.layers.count)
    var counts = [Double](repeating: 0, count: sheet.layers.count)
    for candidate in placed {
      areas[candidate.layer] += polygon(candidate).ground.area
      counts[candidate.layer] += 1
    }
    return zip(areas, counts).map { area, count in
      let side = (area / max(1, count)).squareRoot() * projection.scale / .millimetre
      return side.isFinite ? max(0.04, side * 0.05) : .infinity
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

import GridGeometry

extension SheetPainter {
  /// Draws the index of the series: the county's outline, the sheets with their numbers, the present one marked.
  func paintIndex(in rect: PageRect, _ style: PanelStyle) {
    guard let index = sheet.index, rect.height > 0 else { return }
    let bounds = index.sheets.reduce(index.ground.envelope) { $0.union($1) }
    guard bounds.width > 0, bounds.height > 0 else { return }
    type.draw(
      sheet.language.word(.index), style.heading, at: PagePosition(rect.x, rect.y - 0.25 * style.heading.size),
      on: canvas)
    let frame = PageRect(
      x: rect.x, y: rect.y + style.heading.size * 1.7, width: rect.width, height: rect.height - style.heading.size * 1.7
    )
    let scale = min(frame.width / bounds.width, frame.height / bounds.height)
    let projection = GroundProjection(
      frame: PageRect(x: frame.x, y: frame.y, width: bounds.width * scale, height: bounds.height * scale),
      center: bounds.center, denominator: 1000 * .millimetre / scale, dotsPerPoint: canvas.density)
    addOutlines(of: [index.ground], projection)
    canvas.fill(MapColor(0xE4E0D6))
    if !index.parts.isEmpty {
      addOutlines(of: index.parts, projection)
      canvas.stroke(.white, width: 0.6)
    }
    addOutlines(of: [index.ground], projection)
    canvas.stroke(.quietInk, width: 0.4)
    if let focus = index.focus { paintFocus(focus, projection) }

    var places = index.sheets.map { extent in
      let corner = projection.position(Point(extent.minX, extent.maxY))
      return PageRect(x: corner.x, y: corner.y, width: extent.width * scale, height: extent.height * scale)
    }
    if !places.isEmpty {
      for place in places { canvas.addRectangle(place) }
      canvas.stroke(.quietInk, width: 0.4)
    }
    if let current = index.current {
      canvas.addRectangle(places[current])
      canvas.fill(MapColor(0xD55E00).opacity(0.35))
      canvas.addRectangle(places[current])
      canvas.stroke(MapColor(0xB34700), width: 1.2 * layout.factor)
    }
    // Numbers only where a sheet has room for the widest of them.
    let number = TextStyle(size: style.small.size)
    places = places.filter { $0.width > 2 * number.size && $0.height > number.size * 1.2 }
    guard places.count == index.sheets.count else { return }
    for (offset, place) in places.enumerated() {
      let text = String(offset + 1)
      let size = type.measure(text, number)
      type.draw(
        text, number, at: PagePosition(place.center.x - size.width / 2, place.center.y - size.height / 2), on: canvas)
    }
  }

  /// Adds the outlines as paths, a border of two once for each.
  private func addOutlines(of grounds: [MultiPolygon], _ projection: GroundProjection) {
    let rings = grounds.flatMap(\.polygons).flatMap(\.rings).map(projection.cells(of:))
    // Half a point is enough for so small a map, which stands on every page.
    let outlines = OutlineNetwork(rings: rings, tolerance: max(1, 0.5 / projection.step))
    for ring in rings.indices { canvas.addPath(outlines.cells(ofRing: ring).map(projection.position), closed: true) }
  }

  private func paintFocus(_ focus: MultiPolygon, _ projection: GroundProjection) {
    addOutlines(of: [focus], projection)
    canvas.fillKeepingPath(MapColor(0xD55E00))
    canvas.stroke(MapColor(0x8F3A00), width: 0.5)
    let bounds = focus.envelope
    guard max(bounds.width, bounds.height) * projection.scale < 9 * layout.factor, bounds.center.isFinite else {
      return
    }
    canvas.addCircle(projection.position(bounds.center), radius: 8 * layout.factor)
    canvas.stroke(.white, width: 2 * layout.factor, keepsPath: true)
    canvas.stroke(MapColor(0xB34700), width: 1.1 * layout.factor)
  }
}

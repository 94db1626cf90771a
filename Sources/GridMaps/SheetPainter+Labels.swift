import GridGeometry

/// A label waiting for a place.
private struct LabelCandidate {
  let text: String
  let priority: Int
  let style: LabelStyle
  let fill: MapColor
  /// Whether what lies behind the letters is something else than the one fill.
  let isOnPattern: Bool
  let anchor: Anchor

  enum Anchor {
    /// Inside an area given by open rings.
    case area([[PagePosition]])
    /// Beside a sign of this radius.
    case sign(PagePosition, radius: Double)
  }
}

extension SheetPainter {
  /// Places and draws labels, the most important first.
  ///
  /// - Returns: How many were drawn and how many not, and which of the latter are needed.
  func paintLabels(
    _ placed: [PlacedPolygon], _ outlines: [[PagePosition]], _ projection: GroundProjection,
    _ labels: inout LabelPlacement
  ) -> (drawn: Int, skipped: Int, missed: [String]) {
    let candidates = candidates(placed, outlines, projection)
    let order = candidates.indices.sorted { (-candidates[$0].priority, $0) < (-candidates[$1].priority, $1) }
    var (drawn, missed) = (0, [String]())
    for index in order {
      if paint(candidates[index], &labels) {
        drawn += 1
      } else if candidates[index].style.isNeeded {
        missed.append(candidates[index].text)
      }
    }
    return (drawn, candidates.count - drawn, missed)
  }

  private func candidates(
    _ placed: [PlacedPolygon], _ outlines: [[PagePosition]], _ projection: GroundProjection
  ) -> [LabelCandidate] {
    var candidates: [LabelCandidate] = []
    for candidate in placed {
      let layer = sheet.layers[candidate.layer]
      let polygon = layer.polygons[candidate.index]
      guard let text = polygon.label, !text.isEmpty else { continue }
      let parts = candidate.parts.map { part in part.map { outlines[$0] }.filter { $0.count > 2 } }
      guard
        let largest = parts.filter({ !$0.isEmpty }).max(by: {
          extent($0).x * extent($0).y < extent($1).x * extent($1).y
        })
      else { continue }
      candidates.append(
        LabelCandidate(
          text: text, priority: polygon.labelPriority, style: layer.labels, fill: polygon.fill ?? .white,
          isOnPattern: polygon.hatch != nil || polygon.fill == nil, anchor: .area(largest)))
    }
    for layer in sheet.layers {
      for point in layer.points where point.position.isFinite && projection.window.contains(point.position) {
        guard let text = point.label, !text.isEmpty else { continue }
        candidates.append(
          LabelCandidate(
            text: text, priority: point.labelPriority, style: layer.labels, fill: .white, isOnPattern: true,
            anchor: .sign(projection.position(point.position), radius: point.symbol.size / 2 * .millimetre)))
      }
    }
    return candidates
  }

  private func extent(_ rings: [[PagePosition]]) -> PagePosition {
    guard let first = rings.first?.first else { return .zero }
    let (low, high) = rings[0].reduce((first, first)) { (pointwiseMin($0.0, $1), pointwiseMax($0.1, $1)) }
    return high - low
  }

  private func paint(_ candidate: LabelCandidate, _ labels: inout LabelPlacement) -> Bool {
    switch candidate.anchor {
    case .area(let rings):
      var size = candidate.style.size * layout.factor
      let smallest = candidate.style.minimumSize * layout.factor
      let room = extent(rings)
      // A line of letters is never narrower than a third of their height each.
      if candidate.style.staysInside,
        room.y < smallest || room.x < Double(candidate.text.count) * smallest * 0.33
      {
        return false
      }
      for isAnywhere in candidate.style.isNeeded ? [false, true] : [false] {
        size = candidate.style.size * layout.factor
        while true {
          let box = box(candidate, size)
          if let center = center(of: box, in: rings, candidate.style, isAnywhere: isAnywhere, &labels) {
            draw(candidate, size: size, center: center, box: box, labels)
            return true
          }
          guard size > smallest else { break }
          size = max(smallest, size * 0.86)
        }
      }
      return false
    case .sign(let position, let radius):
      let size = candidate.style.size * layout.factor
      let box = box(candidate, size)
      let (across, down) = (radius + box.width / 2 + 1, radius + box.height / 2)
      for offset in [
        PagePosition(across, 0), PagePosition(-across, 0), PagePosition(0, -down), PagePosition(0, down),
      ] where labels.take(PageRect(center: position + offset, width: box.width, height: box.height)) {
        draw(candidate, size: size, center: position + offset, box: box, labels)
        return true
      }
      return false
    }
  }

  /// The room a label asks for: its letters and a little air, not the tall lines of Chinese fonts.
  private func box(_ candidate: LabelCandidate, _ size: Double) -> PageRect {
    let style = TextStyle(size: size, isBold: candidate.style.isBold, isCentered: true)
    let lines = Double(candidate.text.split(separator: "\n", omittingEmptySubsequences: false).count)
    let measured = type.measure(candidate.text, style)
    return PageRect(
      center: .zero, width: measured.width + 0.3 * size, height: measured.height - 0.28 * size * min(1, lines))
  }

  private func center(
    of box: PageRect, in rings: [[PagePosition]], _ style: LabelStyle, isAnywhere: Bool, _ labels: inout LabelPlacement
  ) -> PagePosition? {
    let room = extent(rings)
    let stretch = style.staysInside ? 1 : 1.4
    if room.x * stretch < box.width || room.y * stretch < box.height { return nil }
    guard let pole = poleOfInaccessibility(rings, aspect: box.width / box.height, precision: 1) else { return nil }
    let step = box.height * 0.6
    let near = [0, -step, step, -2 * step, 2 * step].map { pole + PagePosition(0, $0) }
    for center in isAnywhere ? lattice(box, in: rings, around: pole) : near {
      let place = PageRect(center: center, width: box.width, height: box.height)
      if style.staysInside, !area(rings, holds: place) { continue }
      if labels.take(place) { return center }
    }
    return nil
  }

  /// Places all over an area, those nearest to its pole first.
  private func lattice(_ box: PageRect, in rings: [[PagePosition]], around pole: PagePosition) -> [PagePosition] {
    guard let first = rings.first?.first else { return [] }
    let (low, high) = rings[0].reduce((first, first)) { (pointwiseMin($0.0, $1), pointwiseMax($0.1, $1)) }
    // A few hundred places at most, whatever the size of the area.
    let step = pointwiseMax(PagePosition(box.width / 4, box.height / 2), (high - low) / 24)
    var places: [PagePosition] = []
    for x in stride(from: low.x, through: high.x, by: step.x) {
      for y in stride(from: low.y, through: high.y, by: step.y) where depth(of: PagePosition(x, y), in: rings) > 0 {
        places.append(PagePosition(x, y))
      }
    }
    func away(_ place: PagePosition) -> Double { (place - pole).length }
    return places.sorted { (away($0), $0.y, $0.x) < (away($1), $1.y, $1.x) }
  }

  private func draw(
    _ candidate: LabelCandidate, size: Double, center: PagePosition, box: PageRect, _ labels: LabelPlacement
  ) {
    let place = PageRect(center: center, width: box.width, height: box.height)
    let isDark = MapColor.ink.contrast(with: candidate.fill) < 4.5
    let color = candidate.style.color ?? (isDark ? .white : .ink)
    // A rim only where something runs behind the letters: rims are what makes such files large.
    let needsHalo = candidate.isOnPattern || labels.isInked(place)
    let rim = color.luminance > 0.5 ? MapColor.ink : MapColor.white
    let style = TextStyle(
      size: size, isBold: candidate.style.isBold, color: color,
      halo: needsHalo ? candidate.fill.opacity(1).mixed(with: rim, by: 0.7).opacity(0.9) : nil, isCentered: true)
    let measured = type.measure(candidate.text, style)
    let corner = center - PagePosition(measured.width / 2, measured.height / 2 + 0.05 * size)
    type.draw(candidate.text, style, at: corner, on: canvas)
  }
}

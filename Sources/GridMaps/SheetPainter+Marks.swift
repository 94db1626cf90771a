import Foundation
import GridGeometry

extension SheetPainter {
  /// Draws the marks, which take their room before any label does.
  func paintMarks(_ projection: GroundProjection, _ labels: inout LabelPlacement) {
    guard let marks = sheet.marks, !marks.kinds.isEmpty else { return }
    var shown: [(position: PagePosition, kind: Int)] = []
    for mark in marks.marks where mark.position.isFinite && marks.kinds.indices.contains(mark.kind) {
      guard projection.window.contains(mark.position) else { continue }
      shown.append((projection.position(mark.position), mark.kind))
    }
    let radius = marks.size / 2 * .millimetre
    let clusters = MarkClusters(
      shown, kinds: marks.kinds.count, markRadius: radius, sideBySide: marks.sideBySide)
    let painter = MarkPainter(canvas: canvas, type: type)
    for cluster in clusters.clusters {
      let reach = clusters.radius(of: cluster.count)
      labels.occupy(PageRect(center: cluster.center, width: 2 * reach, height: 2 * reach))
      if cluster.count <= marks.sideBySide {
        painter.paint(cluster, side: radius, reach: reach, kinds: marks.kinds)
      } else {
        painter.paintRing(cluster.counts, kinds: marks.kinds, at: cluster.center, radius: reach)
      }
    }
  }
}

/// Draws marks and the signs of many marks.
struct MarkPainter {
  let canvas: Canvas
  let type: Typesetter

  /// Marks side by side, the most urgent first; a line around several.
  func paint(_ cluster: MarkClusters.Cluster, side radius: Double, reach: Double, kinds: [MarkKind]) {
    let places = MarkClusters.spread(cluster.count).places
    if places.count > 1 {
      canvas.addCircle(cluster.center, radius: reach)
      canvas.fill(MapColor.white.opacity(0.75))
      canvas.addCircle(cluster.center, radius: reach)
      canvas.stroke(.quietInk, width: 0.35)
    }
    let order = cluster.counts.indices.flatMap { Array(repeating: $0, count: cluster.counts[$0]) }
    for (kind, place) in zip(order, places) {
      paint(kinds[kind], at: cluster.center + place * radius, radius: radius * (places.count > 1 ? 0.88 : 1))
    }
  }

  /// One mark: its shape in its colour inside a white rim and a thin dark line, with its letter.
  func paint(_ kind: MarkKind, at center: PagePosition, radius: Double) {
    addShape(kind.shape, at: center, radius: radius * 0.94)
    canvas.stroke(.white, width: radius * 0.34, keepsPath: true)
    canvas.fillKeepingPath(kind.color)
    canvas.stroke(.ink, width: max(0.35, radius * 0.09))
    guard !kind.letter.isEmpty else { return }
    let size = radius * (kind.shape == .triangle ? 0.86 : 1.12) / (kind.letter.count > 1 ? 1.5 : 1)
    let sink = kind.shape == .triangle ? radius * 0.14 : 0
    type.drawCentred(
      kind.letter, TextStyle(size: size, isBold: true, color: kind.ink), at: center + PagePosition(0, sink), on: canvas)
  }

  private func addShape(_ shape: MapSymbol.Shape, at center: PagePosition, radius: Double) {
    func corners(_ angles: [Double], _ stretch: Double) -> [PagePosition] {
      angles.map { angle in
        let turn = angle * Double.pi / 180
        return center + PagePosition(cos(turn), sin(turn)) * radius * stretch
      }
    }
    switch shape {
    case .circle, .cross: canvas.addCircle(center, radius: radius * 0.9)
    case .square: canvas.addPath(corners([45, 135, 225, 315], 1.12), closed: true)
    case .diamond: canvas.addPath(corners([0, 90, 180, 270], 1.06), closed: true)
    case .triangle:
      canvas.addPath(corners([-90, 30, 150], 1.18).map { $0 + PagePosition(0, radius * 0.16) }, closed: true)
    }
  }

  /// Many marks: a ring parted by kind, clockwise from the top, with their number in the middle.
  ///
  /// A part has its letter where there is room, else its hatch.
  func paintRing(_ counts: [Int], kinds: [MarkKind], at center: PagePosition, radius: Double) {
    let total = counts.reduce(0, +)
    guard total > 0 else { return }
    let hole = radius * 0.6
    canvas.addCircle(center, radius: radius + 0.8)
    canvas.fill(.white)
    var turn = -Double.pi / 2
    let parts = counts.indices.filter { counts[$0] > 0 }
    for kind in parts {
      let sweep = 2 * Double.pi * Double(counts[kind]) / Double(total)
      paintPart(kinds[kind], at: center, from: hole, to: radius, turn: turn, sweep: sweep, isWhole: parts.count == 1)
      turn += sweep
    }
    for distance in [radius, hole] {
      canvas.addCircle(center, radius: distance)
      canvas.stroke(.ink, width: distance == radius ? 0.55 : 0.35)
    }
    let number = type.fitted(
      grouped(total), TextStyle(size: radius * 0.66, isBold: true), width: hole * 1.72, atLeast: 0.4)
    type.drawCentred(number.text, number.style, at: center, on: canvas)
  }

  private func paintPart(
    _ kind: MarkKind, at center: PagePosition, from hole: Double, to radius: Double, turn: Double, sweep: Double,
    isWhole: Bool
  ) {
    let steps = max(2, Int((sweep / (Double.pi / 36)).rounded(.up)))
    func edge(_ distance: Double) -> [PagePosition] {
      (0...steps).map { step in
        let angle = turn + sweep * Double(step) / Double(steps)
        return center + PagePosition(cos(angle), sin(angle)) * distance
      }
    }
    let outline = edge(radius) + edge(hole).reversed()
    canvas.addPath(outline, closed: true)
    canvas.fill(kind.color)
    let thickness = radius - hole
    let letterSize = thickness * 0.92
    if !kind.letter.isEmpty, sweep * (radius + hole) / 2 > letterSize * 1.1 {
      let middle = isWhole ? -Double.pi / 2 : turn + sweep / 2
      let place = center + PagePosition(cos(middle), sin(middle)) * ((radius + hole) / 2)
      type.drawCentred(
        kind.letter, TextStyle(size: letterSize, isBold: true, color: kind.ink), at: place, on: canvas)
    } else if let hatch = kind.hatch {
      for angle in hatch.angles {
        for (a, b) in hatchLines(in: [outline], angle: angle, spacing: 0.5 * .millimetre) {
          canvas.addPath([a, b], closed: false)
        }
      }
      canvas.stroke(kind.ink, width: 0.25)
    }
    guard !isWhole else { return }
    let spoke = PagePosition(cos(turn), sin(turn))
    canvas.addPath([center + spoke * hole, center + spoke * radius], closed: false)
    canvas.stroke(.white, width: 0.7)
  }
}

/// A whole number with commas between its thousands.
func grouped(_ number: Int) -> String {
  var text = ""
  let digits = String(number.magnitude)
  for (index, digit) in digits.enumerated() {
    if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
    text.append(digit)
  }
  return number < 0 ? "−" + text : text
}

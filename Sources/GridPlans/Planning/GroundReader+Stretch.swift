import GridCoverages
import GridGeometry

extension ReferenceSystem {
  /// By how much lengths in this projected system exceed those on the ground around a point of it: 0.01 for one per cent,
  /// by the area of a square of a kilometre; `nil` where the system does not reach.
  func stretch(at center: Point) -> Double? {
    let half = 500.0
    let corners = [(-half, -half), (half, -half), (half, half), (-half, half), (-half, -half)]
      .map { Point(center.x + $0, center.y + $1) }
    do {
      let toDegrees = try Transformation(from: self, to: .wgs84, allowingBallpark: true)
      let area = abs(Geodesic.area(of: Polygon(exterior: try Ring(try toDegrees.apply(corners)))))
      guard area.isFinite, area > 0 else { return nil }
      return (4 * half * half / area).squareRoot() - 1
    } catch {
      return nil
    }
  }
}

extension GroundReader {
  /// A 3° zone stretches by 0.03 % at most, a UTM zone by 0.1 %, a zone next door by 0.3 %.
  static let bearableStretch = 0.002

  /// What to tell about a plan's system that does not suit the ground: nothing, a note, or that it cannot be used.
  func judge(_ system: ReferenceSystem, over ground: Envelope) -> (note: GroundNote?, problem: InputProblem?) {
    guard !ground.isEmpty else { return (nil, nil) }
    let remedy = BilingualText(
      en: "Write `crs: auto`, or the zone in which the ground lies", zh: "请写 `crs: auto`，或写数据所在的投影带")
    let place = BilingualText("`crs`")
    guard let stretch = system.stretch(at: ground.center) else {
      let cause = BilingualText(
        en: "\(system.name) does not reach the ground, whose centre it puts at \(ground.center)",
        zh: "\(system.name) 不适用于该区域，其中心被换算到 \(ground.center)")
      return (nil, InputProblem(source: county.manifestPath, place: place, cause: cause, remedy: remedy))
    }
    guard abs(stretch) > Self.bearableStretch else { return (nil, nil) }
    let percent = (stretch * 1000).rounded() / 10
    guard abs(stretch) > 0.1 else {
      let text =
        "\(county.manifestPath): \(system.name) makes lengths \(percent) % longer than they are on this ground; `crs: auto` would suit it"
      let note = GroundNote(
        rule: "system-stretches", severity: .warning, text: text, measure: percent, unit: "%", subjects: [system.name])
      return (note, nil)
    }
    let cause = BilingualText(
      en: "\(system.name) makes lengths \(percent) % longer than they are on this ground",
      zh: "\(system.name) 在该区域使长度变化 \(percent) %")
    return (nil, InputProblem(source: county.manifestPath, place: place, cause: cause, remedy: remedy))
  }
}

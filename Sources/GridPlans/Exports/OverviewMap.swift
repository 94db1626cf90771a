import GridAuditing
import GridGeometry
import GridMaps

/// The overview of a plan: first-level grids coloured by their place in the band, with everything a reader needs.
struct OverviewMap {
  let plan: Plan
  /// Enlarges one community.
  let community: PlanCommunity?
  let language: Language

  var sheet: MapSheet {
    MapSheet(
      title: title, subtitle: subtitle, layers: layers, legend: legend, extent: extent,
      source: source, date: plan.date, notes: notes,
      language: language == .zh ? .chinese : .english,
      size: extent.height > extent.width * 1.15 ? SheetSize.a3.portrait : .a3, histogram: histogram)
  }

  private func text(_ en: String, _ zh: String) -> String { language == .zh ? zh : en }

  private var source: String {
    if plan.isSynthetic { return text("Synthetic data by gridwright", "gridwright 合成数据") }
    return plan.attribution.isEmpty ? plan.name : plan.attribution
  }

  private var title: String {
    text("\(place): service grids", "\(place)服务网格图")
  }

  private var place: String { community.map { "\(plan.name) · \($0.name)" } ?? plan.name }

  private var subtitle: String {
    let counts = GridKind.allCases.map { kind in shown.reduce(0) { $0 + ($1.kind == kind ? 1 : 0) } }
    let named = zip(GridKind.allCases, counts).filter { $1 > 0 }
    return text(
      named.map { counted($1, plan.gridName(of: $0).en) }.joined(separator: ", ") + " · policy \(plan.policyName)",
      named.map { "\(plan.gridName(of: $0).zh) \($1)" }.joined(separator: "，") + " · 策略 \(plan.policyName)")
  }

  private var notes: [String] {
    var notes: [String] = []
    if plan.isSynthetic { notes.append(text("SYNTHETIC DATA – not a real place", "合成数据，并非真实地区")) }
    if plan.modelledHouseholds > 0 {
      notes.append(
        text(
          "\(plan.modelledHouseholds) households are modelled from buildings, not counted",
          "\(plan.modelledHouseholds) 户为建筑物模型估算，并非实际统计"))
    }
    return notes
  }

  private var shown: [Grid] {
    guard let community else { return plan.grids }
    return plan.grids.filter { $0.community == community.code }
  }

  private var extent: Envelope {
    if let community { return community.ground.envelope }
    return plan.communities.reduce(Envelope.empty) { $0.union($1.ground.envelope) }
  }

  private var band: (minimum: Int, maximum: Int)? {
    let bands = plan.bands.filter { $0.kind == GridKind.first.rawValue }
    guard let minimum = bands.map(\.minimum).min(), let maximum = bands.map(\.maximum).max() else { return nil }
    return (minimum, maximum)
  }

  /// Without a band, the middle half of what grids hold stands for it.
  private var scale: (minimum: Int, maximum: Int) {
    if let band { return band }
    let sizes = plan.grids(of: .first).map(\.households).sorted()
    guard !sizes.isEmpty else { return (0, 1) }
    return (sizes[sizes.count / 10], max(sizes[sizes.count / 10] + 1, sizes[sizes.count * 9 / 10]))
  }

  /// Whether households are known at all; grids that were adopted may have none.
  private var hasHouseholds: Bool { band != nil || plan.grids.contains { $0.households > 0 } }

  private var histogram: BandHistogram? {
    guard hasHouseholds else { return nil }
    let values = shown.filter { $0.kind == .first }.map(\.households)
    guard values.count >= 5 else { return nil }
    return BandHistogram(values: values, minimum: scale.minimum, maximum: scale.maximum)
  }

  private var layers: [MapLayer] {
    let first = shown.filter { $0.kind == .first }
    let dedicated = shown.filter { $0.kind == .dedicated }
    let labels = first.count <= 120
    var layers: [MapLayer] = []
    layers.append(
      MapLayer(
        polygons: first.map { grid in
          guard hasHouseholds else { return MapPolygon(ground: grid.ground, fill: Self.plain) }
          let place = BandPlace(households: grid.households, minimum: scale.minimum, maximum: scale.maximum)
          return MapPolygon(ground: grid.ground, fill: place.color, hatch: place.hatch)
        } + dedicated.map { MapPolygon(ground: $0.ground, fill: MapColor(0xEFE6F2), hatch: .dedicated) }))
    for kind in [GridKind.third, .second] where community != nil || first.count <= 400 {
      layers.append(
        MapLayer(
          polygons: shown.filter { $0.kind == kind }.map { MapPolygon(ground: $0.ground, stroke: .level(kind.level)) }))
    }
    layers.append(MapLayer(lines: barrierLines))
    layers.append(
      MapLayer(
        polygons: (first + dedicated).map { grid in
          MapPolygon(
            ground: grid.ground, stroke: .level(grid.kind.level),
            label: labels && grid.kind == .first ? label(of: grid) : nil,
            labelPriority: grid.households)
        }))
    layers.append(
      MapLayer(
        polygons: plan.communities.map {
          MapPolygon(
            ground: $0.ground, stroke: .community, label: !labels && plan.communities.count <= 400 ? $0.name : nil,
            labelPriority: $0.households)
        }, labels: LabelStyle(size: 8, isBold: true)))
    return layers
  }

  private static let plain = MapColor(0xE3E9F0)

  /// The serial of a grid in its community, or a code of another shape as it is, and its households where they are known.
  private func label(of grid: Grid) -> String {
    let code = grid.code.text
    let serial = code.hasPrefix(grid.community) ? String(code.dropFirst(grid.community.count)) : ""
    let name = serial.isEmpty ? String(code.prefix(12)) : serial
    return hasHouseholds ? "\(name)\n\(grid.households)" : name
  }

  private var barrierLines: [MapLine] {
    let reach = extent.expanded(by: 100)
    return plan.barriers.flatMap { barrier -> [MapLine] in
      guard barrier.geometry.envelope.intersects(reach) else { return [] }
      return barrier.geometry.lines.map { MapLine($0.points, stroke: .barrier(barrier.category)) }
    }
  }

  private var legend: [LegendEntry] {
    let first = shown.filter { $0.kind == .first }
    func count(_ place: BandPlace) -> String {
      "\(first.filter { BandPlace(households: $0.households, minimum: scale.minimum, maximum: scale.maximum) == place }.count)"
    }
    func area(_ place: BandPlace, _ words: String) -> LegendEntry {
      LegendEntry(.area(place.color, hatch: place.hatch), words, value: count(place))
    }
    let range = "\(scale.minimum)–\(scale.maximum)"
    let classes = [
      LegendEntry(
        .heading,
        text("Households per \(plan.gridName(of: .first).en) (\(range))", "\(plan.gridName(of: .first).zh)户数（\(range)）")),
      area(.below, text("below", "低于下限")), area(.low, text("in the lower quarter", "偏低")),
      area(.middle, text("in the middle", "适中")), area(.high, text("in the upper quarter", "偏高")),
      area(.above, text("above", "高于上限")),
    ]
    let unknown = [
      LegendEntry(.heading, text("Grids", "网格")),
      LegendEntry(
        .area(Self.plain), text("\(plan.gridName(of: .first).en), households unknown", "\(plan.gridName(of: .first).zh)（户数未知）"),
        value: "\(first.count)"),
    ]
    var entries = (hasHouseholds ? classes : unknown) + [
      LegendEntry(
        .area(MapColor(0xEFE6F2), hatch: .dedicated),
        text(plan.gridName(of: .dedicated).en, plan.gridName(of: .dedicated).zh)),
      LegendEntry(.heading, text("Lines", "界线")),
      LegendEntry(.line(.community), text("community", "社区界")),
      LegendEntry(.line(.level(1)), text("\(plan.gridName(of: .first).en)", "\(plan.gridName(of: .first).zh)界")),
    ]
    if community != nil || first.count <= 400, shown.contains(where: { $0.kind == .second }) {
      entries.append(
        LegendEntry(.line(.level(2)), text("\(plan.gridName(of: .second).en)", "\(plan.gridName(of: .second).zh)界")))
    }
    var seen: Set<MapStroke> = []
    for (stroke, words) in [
      (MapStroke.river, text("river, water", "河流、水域")), (.stream, text("stream, canal", "溪流、沟渠")),
      (.railway, text("railway", "铁路")),
      (.mainRoad, text("main road", "主要道路")), (.road, text("road", "道路")),
    ] where plan.barriers.contains(where: { MapStroke.barrier($0.category) == stroke }) && seen.insert(stroke).inserted
    {
      entries.append(LegendEntry(.line(stroke), words))
    }
    return entries
  }
}

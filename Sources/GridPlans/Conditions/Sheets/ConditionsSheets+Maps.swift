import GridAuditing
import GridCases
import GridGeometry
import GridMaps
import GridVisits

/// The sheets about ground.
extension ConditionsSheets {
  private static let muted = MapColor(0xECEBE7)
  private static let mutedLine = MapStroke(MapColor(0xBDBAB2), width: 0.1)
  private static let own = MapColor(0xFFFEF8)
  private static let hotLine = MapStroke(MapColor(0x7A0177), width: 0.8, inlay: MapColor(0xF768A1))
  private static let clusterLine = MapStroke(MapColor(0x10332B), width: 0.75, dashes: [0.5, 0.9])
  private static let townshipLine = MapStroke(MapColor(0x3A3A3A), width: 0.9, dashes: [4, 1.2])
  /// Communities on the county's sheet, where the common stroke would be the loudest thing.
  private static let fineCommunity = MapStroke(MapColor(0x7A1F5C), width: 0.3, dashes: [2.4, 0.8, 0.5, 0.8])

  func countySheet(_ page: MapSheet.Page, _ index: SheetLookup) throws(PlanError) -> MapSheet {
    let extent = ground.county.envelope
    var layers = [shaded(leaves)]
    layers.append(try lines(in: extent, index))
    layers += [hotLayer(leaves), clusterLayer(leaves)]
    layers.append(
      MapLayer(
        polygons: zip(map.townships, ground.townships).map { place, ground in
          MapPolygon(ground: ground, stroke: Self.townshipLine, label: place.name, labelPriority: 9)
        }, labels: LabelStyle(size: 11, minimumSize: 7, isBold: true, staysInside: false, isNeeded: true)))
    layers.append(
      communityLayer(
        Array(map.communities.indices), withNames: map.townships.count < 2 && map.communities.count > 1,
        map.townships.isEmpty ? .community : Self.fineCommunity))
    return sheet(
      title: words("\(map.name): people's conditions", "\(words.spaced(map.name))民情地图"),
      subtitle: ([asOf, words.summary(map.county)] + hotSpots(among: leaves)).joined(separator: " · "),
      layers: layers, cases: map.cases.indices.map { Int32($0) }, size: 2.6, sideBySide: 1,
      legend: groundLegend(
        leaves, layers, in: extent, community: map.townships.isEmpty ? .community : Self.fineCommunity),
      extent: extent,
      paper: paper(.a3, extent),
      tables: [
        classTable(map.county, cases: map.cases.indices.map { Int32($0) }), placeTable(map.townships),
        clusterTable(leaves), elsewhere(),
      ]
      .filter { !$0.rows.isEmpty }, index: nil, page)
  }

  func townshipSheet(
    _ position: Int, _ page: MapSheet.Page, _ index: SheetLookup
  ) throws(PlanError) -> MapSheet {
    let place = map.townships[position]
    let own = leaves.filter { map.grids[$0].township == place.code }
    let extent = ground.townships[position].envelope
    let communities = map.communities.indices.filter { map.communities[$0].township == place.code }
    var layers = [try neighbours(of: own, extent, index, withNames: false), shaded(own, withNames: own.count <= 150)]
    layers.append(try lines(in: extent, index))
    layers += [hotLayer(own), clusterLayer(own)]
    layers.append(communityLayer(communities, withNames: true))
    layers.append(
      MapLayer(polygons: [MapPolygon(ground: ground.townships[position], stroke: Self.townshipLine)]))
    let cases = self.cases(in: own)
    return sheet(
      title: "\(place.name) · \(map.name)", subtitle: subtitle(place.figures, own), layers: layers, cases: cases,
      size: 2.6, sideBySide: 3, legend: groundLegend(own, layers, in: extent, hasNeighbours: true), extent: extent,
      paper: paper(.a3, extent),
      tables: [
        classTable(place.figures, cases: cases), placeTable(communities.map { map.communities[$0] }), clusterTable(own),
      ]
      .filter { !$0.rows.isEmpty },
      index: SheetIndex(
        ground: ground.smallCounty, parts: ground.smallTownships, focus: ground.smallTownships[position]),
      page)
  }

  func communitySheet(
    _ position: Int, _ page: MapSheet.Page, _ index: SheetLookup
  ) throws(PlanError) -> MapSheet {
    let place = map.communities[position]
    let own = leaves.filter { map.grids[$0].community == place.code }
    let extent = ground.communities[position].envelope
    var layers = [try neighbours(of: own, extent, index, withNames: false), shaded(own, withNames: true)]
    layers.append(try lines(in: extent, index))
    layers.append(hotLayer(own))
    layers.append(
      MapLayer(polygons: [MapPolygon(ground: ground.communities[position], stroke: .community)]))
    let cases = self.cases(in: own)
    return sheet(
      title: [place.name, place.township].filter { !$0.isEmpty }.joined(separator: " · "),
      subtitle: "\(map.name) · \(subtitle(place.figures, own))", layers: layers, cases: cases, size: 2.9, sideBySide: 7,
      legend: groundLegend(own, layers, in: extent, hasNeighbours: true), extent: extent, paper: .a4,
      tables: [classTable(place.figures, cases: cases), gridTable(own)].filter { !$0.rows.isEmpty },
      index: smallIndex(township: place.township, focus: ground.smallCommunities[position]), page)
  }

  func gridSheet(_ position: Int, _ page: MapSheet.Page, _ index: SheetLookup) throws(PlanError) -> MapSheet {
    let grid = map.grids[position]
    let extent = grid.ground.envelope.expanded(by: 15)
    let isHot = grid.hotSpot?.isHot ?? false
    let outline = isHot ? Self.hotLine : .level(1)
    var layers = [try neighbours(of: [position], extent, index, withNames: true)]
    layers.append(try lines(in: extent, index))
    layers.append(
      MapLayer(
        polygons: [
          MapPolygon(
            ground: grid.ground, fill: Self.own, hatch: grid.figures.open.isSuppressed ? SheetShades.notTold : nil,
            stroke: outline)
        ]))
    // Lines are seen on the grid's own ground too.
    layers.swapAt(1, 2)
    let cases = casesOfGrid[position]
    let community = map.communities.first { $0.code == grid.community }?.name ?? grid.community
    let place = [map.name, grid.township, community].filter { !$0.isEmpty }.joined(separator: " · ")
    var legend = [
      LegendEntry(.heading, words("Ground", "网格")),
      LegendEntry(.area(Self.own, stroke: outline), words("this grid", "本网格")),
      LegendEntry(.area(Self.muted, stroke: Self.mutedLine), words("neighbouring grids", "相邻网格")),
    ]
    if grid.figures.open.isSuppressed { legend.append(notToldEntry(Self.own)) }
    if isHot { legend.append(hotEntry()) }
    legend += lineLegend(layers[2].lines, in: extent)
    return sheet(
      title: grid.name.isEmpty ? words("Grid \(grid.code)", "网格 \(grid.code)") : grid.name,
      subtitle: "\(place) · \(grid.code) · \(asOf) · \(words.summary(grid.figures))", layers: layers, cases: cases,
      size: 3.4, sideBySide: 7, legend: legend, extent: extent, paper: .a4,
      tables: [facts(of: grid), classTable(grid.figures, cases: cases), postTable(of: grid)].filter {
        !$0.rows.isEmpty
      },
      index: smallIndex(township: grid.township, focus: grid.ground), page)
  }

  // MARK: Layers

  private func subtitle(_ figures: ConditionsFigures, _ own: [Int]) -> String {
    let parts = [asOf, words.summary(figures), words(counted(own.count, "grid"), "网格 \(own.count) 个")]
    return (parts + hotSpots(among: own)).joined(separator: " · ")
  }

  /// How many of the grids are hot spots; nothing where no grid of the map is tested.
  private func hotSpots(among grids: [Int]) -> [String] {
    guard leaves.contains(where: { map.grids[$0].hotSpot != nil }) else { return [] }
    let hot = grids.count { map.grids[$0].hotSpot?.isHot ?? false }
    return [words(counted(hot, "hot spot"), "热点网格 \(hot) 个")]
  }

  private func paper(_ size: SheetSize, _ extent: Envelope) -> SheetSize {
    extent.height > extent.width * 1.15 ? size.portrait : size
  }

  /// Grids by the county's rule for their colours, else by how many cases are open.
  private func shaded(_ grids: [Int], withNames: Bool = false) -> MapLayer {
    MapLayer(
      polygons: grids.map { position in
        let grid = map.grids[position]
        let open = grid.figures.open
        let color = colors.flatMap { _ in map.color(of: grid.figures) }
        let sign = color.map { "\($0.letter) " } ?? ""
        let label = withNames ? "\(shortName(grid))\n\(sign)\(words.count(open))" : nil
        return MapPolygon(
          ground: grid.ground,
          fill: colors?.fill(color) ?? open.number.map(shades.fill) ?? SheetShades.none,
          hatch: colors?.hatch(color) ?? (open.isSuppressed ? SheetShades.notTold : nil),
          stroke: .level(grid.kind == .dedicated ? 0 : 2),
          label: label, labelPriority: grid.figures.open.number ?? 0)
      },
      labels: colors == nil
        ? LabelStyle(size: 6.5, minimumSize: 4.5, color: MapColor(0x4A463C))
        : LabelStyle(size: 7.5, minimumSize: 4.5, isBold: true, color: .ink))
  }

  private func hotLayer(_ grids: [Int]) -> MapLayer {
    MapLayer(
      polygons: grids.filter { map.grids[$0].hotSpot?.isHot ?? false }.map {
        MapPolygon(ground: map.grids[$0].ground, stroke: Self.hotLine)
      })
  }

  /// Clusters that hold some of the grids, whole.
  private func clusterLayer(_ grids: [Int]) -> MapLayer {
    MapLayer(
      polygons: clusters(among: grids).map {
        MapPolygon(
          ground: ground.clusters[$0], stroke: Self.clusterLine, label: map.clusters[$0].sign, labelPriority: 8)
      }, labels: LabelStyle(size: 9, minimumSize: 7, isBold: true, color: MapColor(0x10332B), staysInside: false))
  }

  private func communityLayer(
    _ positions: [Int], withNames: Bool, _ stroke: MapStroke = .community
  ) -> MapLayer {
    MapLayer(
      polygons: positions.map { position in
        MapPolygon(
          ground: ground.communities[position], stroke: stroke,
          label: withNames ? map.communities[position].name : nil, labelPriority: 5)
      },
      labels: LabelStyle(
        size: 8.5, minimumSize: 6, isBold: true, color: MapColor(0x5E1746), staysInside: false, isNeeded: true))
  }

  /// Grids around, quiet.
  private func neighbours(
    of own: [Int], _ extent: Envelope, _ index: SheetLookup, withNames: Bool
  ) throws(PlanError) -> MapLayer {
    let mine = Set(own)
    let around = try index.leaves(in: Self.window(of: extent)).filter { !mine.contains($0) }
    return MapLayer(
      polygons: around.map { position in
        MapPolygon(
          ground: map.grids[position].ground, fill: Self.muted, stroke: Self.mutedLine,
          label: withNames ? shortName(map.grids[position]) : nil)
      }, labels: LabelStyle(size: 6, minimumSize: 4.5, color: MapColor(0x77736A)))
  }

  private func lines(in extent: Envelope, _ index: SheetLookup) throws(PlanError) -> MapLayer {
    MapLayer(lines: try index.lines(in: Self.window(of: extent)).map { ground.barriers[$0] })
  }

  /// What a sheet may show of the ground around an extent: its frame is no flatter than 2 to 1, its scale is rounded.
  static func window(of extent: Envelope) -> Envelope {
    let side = max(extent.width, extent.height)
    let (width, height) = (max(extent.width, 2 * extent.height), max(extent.height, extent.width))
    let reach = 0.4 * side
    let center = extent.center
    return Envelope(
      Point(center.x - width / 2 - reach, center.y - height / 2 - reach),
      Point(center.x + width / 2 + reach, center.y + height / 2 + reach))
  }

  /// The serial of a grid in its community, or its code as it is.
  func shortName(_ grid: ConditionsGrid) -> String {
    let serial = grid.code.hasPrefix(grid.community) ? String(grid.code.dropFirst(grid.community.count)) : ""
    return serial.isEmpty ? String(grid.code.prefix(12)) : serial
  }

  private func smallIndex(township: String, focus: MultiPolygon) -> SheetIndex {
    guard let position = map.townships.firstIndex(where: { $0.code == township }) else {
      return SheetIndex(ground: ground.smallCounty, parts: ground.smallTownships, focus: focus)
    }
    let parts = map.communities.indices.filter { map.communities[$0].township == township }
    return SheetIndex(
      ground: ground.smallTownships[position], parts: parts.map { ground.smallCommunities[$0] }, focus: focus)
  }

  // MARK: Legends

  /// - Parameter layers: What the sheet draws: lines that it does not have are not told.
  private func groundLegend(
    _ grids: [Int], _ layers: [MapLayer], in extent: Envelope, hasNeighbours: Bool = false,
    community: MapStroke = .community
  ) -> [LegendEntry] {
    let counts = grids.compactMap { map.grids[$0].figures.open.number }
    var entries: [LegendEntry]
    if let colors {
      entries = colors.legend(words, grids.map { map.color(of: map.grids[$0].figures) })
    } else {
      entries = [LegendEntry(.heading, words("Open cases in a grid", "网格未结案件数"))]
      entries += shades.legend(words, most: leaves.compactMap { map.grids[$0].figures.open.number }.max() ?? 0)
    }
    if counts.count < grids.count { entries.append(notToldEntry(SheetShades.none)) }
    if grids.contains(where: { map.grids[$0].hotSpot?.isHot ?? false }) { entries.append(hotEntry()) }
    let drawn = Set(layers.flatMap(\.polygons).compactMap(\.stroke))
    let kinds: [(MapStroke, String)] = [
      (Self.clusterLine, words("C1, C2 …: cluster by the scan statistic", "C1、C2……：聚集区（扫描统计）")),
      (Self.townshipLine, words("township", "镇街界")), (community, words("community", "社区界")),
      (.level(2), words("grid", "网格界")), (.level(0), words("dedicated grid", "专属网格界")),
    ]
    entries.append(LegendEntry(.heading, words("Lines", "界线")))
    entries += kinds.filter { drawn.contains($0.0) }.map { LegendEntry(.line($0.0), $0.1) }
    entries += lineLegend(layers.flatMap(\.lines), in: extent)
    if hasNeighbours {
      entries.append(LegendEntry(.area(Self.muted, stroke: Self.mutedLine), words("neighbouring grids", "范围外网格")))
    }
    return entries
  }

  private func notToldEntry(_ fill: MapColor, stroke: MapStroke? = nil) -> LegendEntry {
    LegendEntry(
      .area(fill, hatch: SheetShades.notTold, stroke: stroke),
      "\(SheetWords.notTold) " + words("not published: too few", "数量过少，不予公布"))
  }

  private func hotEntry() -> LegendEntry {
    LegendEntry(
      .line(Self.hotLine),
      words("hot spot: many cases by households, here and around; one grid alone is none", "热点：本网格及周边按户数案件偏多（孤立的网格不算）"))
  }

  /// The kinds of lines that come near the ground of a sheet.
  private func lineLegend(_ lines: [MapLine], in extent: Envelope) -> [LegendEntry] {
    let known: [(MapStroke, String)] = [
      (.river, words("river, water", "河流、水域")), (.stream, words("stream, canal", "溪流、沟渠")),
      (.railway, words("railway", "铁路")), (.mainRoad, words("main road", "主要道路")), (.road, words("road", "道路")),
    ]
    let near = extent.expanded(by: 0.1 * max(extent.width, extent.height))
    let used = Set(lines.filter { $0.points.contains(where: near.contains) }.map(\.stroke))
    return known.filter { used.contains($0.0) }.map { LegendEntry(.line($0.0), $0.1) }
  }
}

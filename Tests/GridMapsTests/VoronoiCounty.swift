import Foundation
import GridGeometry
import GridMaps
import Referees

/// A county nobody lives in: jittered Voronoi cells with crooked shared borders, grouped to first-level grids.
struct VoronoiCounty {
  struct Cell {
    let ground: Polygon
    let group: Int
    let households: Int
    let isDedicated: Bool
  }

  let cells: [Cell]
  let groups: [MultiPolygon]
  let extent: Envelope
  let river: [Point]
  let road: [Point]
  let railway: [Point]

  /// - Parameter across: Cells in a row; there are about 0.75 · across² of them.
  init(across: Int, seed: UInt64, groupSide: Int = 4, merges: Bool = true, crookedness: Double = 0.14) throws {
    let side = 300.0
    let origin = Point(503_000, 2_730_000)
    var random = SeededRandom(seed: seed)
    var seeds: [Point] = []
    for row in -2..<(across + 2) {
      for column in -2..<(across + 2) {
        seeds.append(
          Point(
            origin.x + (Double(column) + 0.15 + 0.7 * random.unit()) * side,
            origin.y + (Double(row) + 0.15 + 0.7 * random.unit()) * side))
      }
    }
    let width = across + 4
    var cells: [Cell] = []
    let middle = Double(across) / 2
    for row in 0..<across {
      for column in 0..<across {
        let angle = atan2(Double(row) - middle, Double(column) - middle)
        let reach = middle * (0.86 + 0.1 * sin(3 * angle) + 0.06 * cos(7 * angle + 1))
        guard hypot(Double(row) - middle, Double(column) - middle) < reach else { continue }
        let ring = Self.voronoi(seeds, width, column: column + 2, row: row + 2)
        let group = (row / groupSide) * 1000 + column / groupSide
        let households = Int(80 + 20 * (random.unit() + random.unit() + random.unit() - 1.5) * 1.05)
        cells.append(
          Cell(
            ground: Polygon(exterior: try Ring(Self.crooked(ring, crookedness))), group: group, households: households,
            isDedicated: random.unit() < 0.035))
      }
    }
    self.cells = cells
    let codes = Set(cells.map(\.group)).sorted()
    groups = merges ? try codes.map { code in try Overlay.union(cells.filter { $0.group == code }.map(\.ground)) } : []
    extent = cells.reduce(Envelope.empty) { $0.union($1.ground.envelope) }
    let box = extent
    func wave(_ phase: Double, _ tilt: Double, _ swing: Double) -> [Point] {
      (0...200).map { step in
        let t = Double(step) / 200 * 1.3 - 0.15
        return Point(
          box.minX + box.width * t,
          box.minY + box.height * (0.5 + tilt * (t - 0.5) + swing * sin(7 * t + phase) + 0.01 * sin(31 * t)))
      }
    }
    river = wave(0.4, 0.5, 0.05)
    road = wave(2, -0.4, 0.03)
    railway = wave(4, -0.9, 0.015)
  }

  /// The cell of a seed: a square cut by the half-planes towards the seeds around it. A closed ring, rounded to 1 cm.
  private static func voronoi(_ seeds: [Point], _ width: Int, column: Int, row: Int) -> [Point] {
    let here = seeds[row * width + column]
    var ring = [(-1.0, -1.0), (1, -1), (1, 1), (-1, 1)].map { Point(here.x + $0.0 * 900, here.y + $0.1 * 900) }
    for otherRow in max(0, row - 2)...min(width - 1, row + 2) {
      for otherColumn in max(0, column - 2)...min(width - 1, column + 2) where (otherRow, otherColumn) != (row, column)
      {
        let other = seeds[otherRow * width + otherColumn]
        func side(_ p: Point) -> Double {
          (p.x - (here.x + other.x) / 2) * (other.x - here.x) + (p.y - (here.y + other.y) / 2) * (other.y - here.y)
        }
        var kept: [Point] = []
        for (a, b) in zip(ring, ring.dropFirst() + ring.prefix(1)) {
          let (da, db) = (side(a), side(b))
          if da <= 0 { kept.append(a) }
          if (da < 0) != (db < 0), da != db {
            let t = da / (da - db)
            kept.append(Point(a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t))
          }
        }
        ring = kept
      }
    }
    var rounded: [Point] = []
    for p in ring {
      let q = Point((p.x * 100).rounded() / 100, (p.y * 100).rounded() / 100)
      if q != rounded.last { rounded.append(q) }
    }
    if rounded.first != rounded.last, let first = rounded.first { rounded.append(first) }
    return rounded
  }

  /// Every edge bent twice, the same way for both its owners.
  private static func crooked(_ ring: [Point], _ amount: Double) -> [Point] {
    func bend(_ a: Point, _ b: Point, _ depth: Int) -> [Point] {
      guard depth > 0, a.distance(to: b) > 8 else { return [a] }
      let isForward = (a.x, a.y) < (b.x, b.y)
      let (p, q) = isForward ? (a, b) : (b, a)
      var hash = p.x.bitPattern &* 0x9E37_79B9_7F4A_7C15 ^ q.y.bitPattern &* 0xC2B2_AE3D_27D4_EB4F
      hash ^= hash >> 29
      hash = hash &* 0xBF58_476D_1CE4_E5B9
      let share = (Double(hash >> 40) / Double(1 << 24) - 0.5) * amount
      let mid = Point(
        (((p.x + q.x) / 2 - (q.y - p.y) * share) * 100).rounded() / 100,
        (((p.y + q.y) / 2 + (q.x - p.x) * share) * 100).rounded() / 100)
      return bend(a, mid, depth - 1) + bend(mid, b, depth - 1)
    }
    var result: [Point] = []
    for (a, b) in zip(ring, ring.dropFirst()) { result += bend(a, b, 4) }
    if let first = result.first { result.append(first) }
    return result
  }
}

extension SeededRandom {
  /// A number in 0..<1.
  mutating func unit() -> Double { Double(next() >> 11) / Double(1 << 53) }
}

extension VoronoiCounty {
  static let minimum = 60
  static let maximum = 100

  /// The overview a planner prints.
  func sheet(
    title: String = "宜兴示例县服务网格总图 Overview of service grids", language: MapLanguage = .chinese, size: SheetSize = .a3
  ) -> MapSheet {
    var counts = [Int](repeating: 0, count: BandPlace.allCases.count)
    var polygons: [MapPolygon] = []
    var dedicated = 0
    for (index, cell) in cells.enumerated() {
      let place = BandPlace(households: cell.households, minimum: Self.minimum, maximum: Self.maximum)
      if cell.isDedicated { dedicated += 1 } else { counts[place.rawValue] += 1 }
      polygons.append(
        MapPolygon(
          ground: MultiPolygon(cell.ground), fill: cell.isDedicated ? MapColor(0xE9E1F2) : place.color,
          hatch: cell.isDedicated ? .dedicated : place.hatch, stroke: .level(cell.isDedicated ? 0 : 2),
          label: cell.isDedicated ? "专\(index % 97)" : String(format: "%03d", index % 1000), labelPriority: 1))
    }
    let names = ["城关", "东河", "西山", "南桥", "北塘", "青田", "白沙", "龙潭", "杨柳", "石门", "新安", "大堰"]
    let first = groups.enumerated().map { index, ground in
      MapPolygon(
        ground: ground, stroke: .level(1), label: names[index % names.count] + "\(index + 1)", labelPriority: 5)
    }
    let barriers = MapLayer(lines: [
      MapLine(river, stroke: .river), MapLine(road, stroke: .mainRoad), MapLine(railway, stroke: .railway),
    ])
    let words = ["低于下限 below 60", "偏低 low 60–69", "居中 middle 70–90", "偏高 high 91–100", "超过上限 above 100"]
    var legend = [LegendEntry(.heading, "每格户数 Households per grid")]
    legend += BandPlace.allCases.map {
      LegendEntry(.area($0.color, hatch: $0.hatch), words[$0.rawValue], value: String(counts[$0.rawValue]))
    }
    legend += [
      LegendEntry(
        .area(MapColor(0xE9E1F2), hatch: .dedicated, stroke: .level(0)), "专属网格 dedicated", value: String(dedicated)),
      LegendEntry(.heading, "界线 Lines"),
      LegendEntry(.line(.level(1)), "一级网格 first-level grid"),
      LegendEntry(.line(.level(2)), "二级网格 second-level grid"),
      LegendEntry(.line(.river), "河流 river"),
      LegendEntry(.line(.mainRoad), "主要道路 main road"),
      LegendEntry(.line(.railway), "铁路 railway"),
      LegendEntry(.point(MapSymbol(.square, color: MapColor(0x0072B2))), "服务站 service point"),
    ]
    let points = groups.indices.filter { $0 % 3 == 0 }.map { index in
      MapPoint(groups[index].envelope.center, symbol: MapSymbol(.square, color: MapColor(0x0072B2), size: 2.2))
    }
    return MapSheet(
      title: title, subtitle: "二级网格，每格 60–100 户 · second-level grids of 60 to 100 households",
      layers: [
        barriers, MapLayer(polygons: polygons, labels: LabelStyle(size: 6, minimumSize: 4)),
        MapLayer(
          polygons: first, points: points,
          labels: LabelStyle(size: 10, minimumSize: 8, isBold: true, staysInside: false)),
      ],
      legend: legend, extent: extent, source: "Gridwright 示例数据 sample data, CC0", date: "2026-11-21",
      notes: ["合成数据 Synthetic data", "户数为模型估计 modelled households"], language: language, size: size,
      histogram: BandHistogram(
        values: cells.filter { !$0.isDedicated }.map(\.households), minimum: Self.minimum, maximum: Self.maximum,
        target: 80,
        title: "户数分布 Distribution"),
      page: .init(1, of: 12))
  }
}

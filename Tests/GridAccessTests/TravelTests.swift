import Foundation
import GridAccess
import GridGeometry
import Referees
import Testing

@Suite("Travel")
struct TravelTests {
  /// Points become nodes of their own on the edges they snap to; then networkx finds its shortest paths.
  static let program = """
    import sys, networkx as nx
    lines = sys.stdin.read().split("\\n")
    edges, points, places = (int(x) for x in lines[0].split())
    graph = nx.Graph()
    def add(a, b, w):
        if not graph.has_edge(a, b) or graph[a][b]["weight"] > w: graph.add_edge(a, b, weight=w)
    on = {}
    for k in range(points + places):
        f = lines[1 + edges + k].split()
        if f[0] != "-": on.setdefault(int(f[0]), []).append((float(f[1]), k, float(f[2])))
    for e in range(edges):
        a, b, length, minutes = lines[1 + e].split()
        length, minutes = float(length), float(minutes)
        last, at = int(a), 0.0
        for offset, k, walk in sorted(on.get(e, [])):
            foot = ("foot", k)
            add(last, foot, (offset - at) / length * minutes)
            graph.add_edge(foot, ("point", k), weight=walk)
            last, at = foot, offset
        add(last, int(b), (length - at) / length * minutes)
    for p in range(points):
        near = nx.single_source_dijkstra_path_length(graph, ("point", p)) if ("point", p) in graph else {}
        print(" ".join(str(near.get(("point", points + q), -1)) for q in range(places)))
    """

  static func input(_ network: TravelNetwork, _ points: TravelPlaces, _ places: TravelPlaces, walk: Double) -> String {
    var lines = ["\(network.edgeCount) \(points.count) \(places.count)"]
    for edge in 0..<network.edgeCount {
      let record = network.edge(edge)
      lines.append("\(record.start) \(record.end) \(record.length) \(record.minutes)")
    }
    for position in (points.positions ?? []) + (places.positions ?? []) {
      lines.append(position.map { "\($0.edge) \($0.offset) \($0.gap * walk)" } ?? "-")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The referee's table against ours.
  static func compare(_ ways: [WayLine], points: [Point], places: [Point], snap: Double, _ referee: Referee) throws {
    let speeds = try WalkingSpeeds(base: 4.5)
    let network = try TravelNetwork(ways, speeds: speeds)
    let traveller = try Traveller(.network(network, snapLimit: snap), speeds: speeds)
    let (from, to) = (traveller.place(points), traveller.place(places))
    let text = try referee.run(program, input: input(network, from, to, walk: 0.06 / 4.5))
    let table = text.split(separator: "\n").map { $0.split(separator: " ").compactMap { Double($0) } }
    try #require(table.count == points.count && table.allSatisfy { $0.count == places.count })
    let times = traveller.times(from: from, to: to, within: .infinity, threads: 2)
    let all = FullTravelTimes(traveller, to: to, fromAbout: 10_000).rows(from: from, threads: 2)
    let nearest = traveller.nearest(of: from, to: to)
    var reached = 0
    for point in points.indices {
      let ours = Dictionary(uniqueKeysWithValues: times[point].map { ($0.place, $0.minutes) })
      for place in places.indices {
        let theirs = table[point][place]
        reached += theirs >= 0 ? 1 : 0
        #expect(abs((ours[place] ?? -1) - theirs) < 1e-6, "point \(point), place \(place)")
        #expect(abs((all[point][place] < .infinity ? all[point][place] : -1) - theirs) < 1e-6, "point \(point), place \(place)")
      }
    }
    #expect(reached > 0)
    for place in places.indices {
      let theirs = table.map { $0[place] }.filter { $0 >= 0 }.min()
      #expect(abs((nearest[place]?.minutes ?? -1) - (theirs ?? -1)) < 1e-6)
    }
  }

  @Test("Minutes agree with networkx on the same network", arguments: [1, 2, 3, 4] as [UInt64])
  func referee(seed: UInt64) throws {
    guard let referee = Referee(importing: "networkx") else { return }
    let mesh = StreetMesh(side: 10, seed: seed)
    try Self.compare(
      mesh.ways, points: mesh.points(12, seed: seed + 9), places: mesh.points(150, seed: seed + 99), snap: 60, referee)
  }

  @Test("Two points on one edge walk along it, not round by its ends")
  func sameEdge() throws {
    let speeds = try WalkingSpeeds(base: 6)
    let network = try TravelNetwork([WayLine([Point(0, 0), Point(1000, 0)], category: "footway")], speeds: speeds)
    let traveller = try Traveller(.network(network, snapLimit: 50), speeds: speeds)
    let (from, to) = (traveller.place([Point(400, 10)]), traveller.place([Point(600, -20), Point(400, 60)]))
    let times = traveller.times(from: from, to: to, within: .infinity)
    #expect(times[0].count == 1)  // the second place is too far from the way
    #expect(abs(times[0][0].minutes - 2.3) < 1e-9)
    #expect(to.lost == [1])
  }

  @Test("A limit leaves out what is farther and changes nothing else; threads change nothing", arguments: [3.0, 8, 20])
  func limits(limit: Double) throws {
    let mesh = StreetMesh(side: 14, seed: 77)
    let speeds = try WalkingSpeeds()
    let traveller = try Traveller(.network(TravelNetwork(mesh.ways, speeds: speeds), snapLimit: 80), speeds: speeds)
    let (from, to) = (traveller.place(mesh.points(40, seed: 5)), traveller.place(mesh.points(500, seed: 6)))
    let all = traveller.times(from: from, to: to, within: .infinity)
    let some = traveller.times(from: from, to: to, within: limit)
    #expect(some == traveller.times(from: from, to: to, within: limit, threads: 3))
    #expect(some.count > 0 && some.count < all.count)
    for point in 0..<40 {
      #expect(some[point].elementsEqual(all[point].filter { $0.minutes <= limit }) { $0 == $1 })
    }
  }

  @Test("Passes over a network in order find what searches find, on any number of threads", arguments: 1...6 as ClosedRange<UInt64>)
  func passes(seed: UInt64) throws {
    let mesh = StreetMesh(side: 6 + 4 * Int(seed), seed: seed)
    let speeds = try WalkingSpeeds()
    let network = try TravelNetwork(mesh.ways, speeds: speeds, joinsCrossings: seed.isMultiple(of: 2))
    let traveller = try Traveller(.network(network, snapLimit: 40), speeds: speeds)
    let (from, to) = (traveller.place(mesh.points(61, seed: seed + 5)), traveller.place(mesh.points(300, seed: seed + 6)))
    let searched = FullTravelTimes(traveller, to: to, fromAbout: 1).rows(from: from)
    let passed = FullTravelTimes(traveller, to: to, fromAbout: 1000)
    let rows = passed.rows(from: from)
    #expect(rows == passed.rows(from: from, threads: 3))
    var finite = 0
    for (row, other) in zip(rows, searched) {
      for (minutes, expected) in zip(row, other) {
        #expect(minutes == expected || abs(minutes - expected) < 1e-9)
        finite += minutes < .infinity ? 1 : 0
      }
    }
    #expect(finite > 5000 && rows.count == 61)
  }

  @Test("The straight line counts times its detour", arguments: [1.0, 1.3])
  func straight(detour: Double) throws {
    let traveller = try Traveller(.straight(detour: detour), speeds: WalkingSpeeds(base: 6))
    let (from, to) = (traveller.place([Point(0, 0)]), traveller.place([Point(300, 400), Point(0, 5000)]))
    let times = traveller.times(from: from, to: to, within: 15)
    #expect(times[0].count == 1)
    #expect(abs(times[0][0].minutes - 5 * detour) < 1e-9)
  }

  @Test("Settings that mean nothing are refused", arguments: [0.5, -1, .nan])
  func badDetour(detour: Double) throws {
    let speeds = try WalkingSpeeds()
    #expect(throws: AccessError.self) { try Traveller(.straight(detour: detour), speeds: speeds) }
  }
}

/// The kinds of line a network is made of, numbered by which one names a border they share.
struct BorderCategories {
  struct Kind: Hashable {
    var name: String
    var weight: Double
    var isHard: Bool
  }

  /// In ascending priority: cuts, compounds, sites, barriers by weight, hard barriers, units, communities.
  private(set) var kinds: [Kind] = []
  private(set) var cut: Int32 = 0
  private(set) var compound: Int32 = 1
  private(set) var site: Int32 = 2
  private(set) var unit: Int32 = 0
  private(set) var community: Int32 = 0
  private var offsets: [Kind: Int32] = [:]
  /// The greatest weight of any barrier, at least 1: what weights are measured against.
  private(set) var greatestWeight = 1.0

  init(_ input: GroundInput) {
    kinds = [
      Kind(name: "cut", weight: 0, isHard: false), Kind(name: "compound", weight: 0, isHard: false),
      Kind(name: "site", weight: 0, isHard: false),
    ]
    var barriers = Set<Kind>()
    for line in input.barriers { barriers.insert(Kind(name: line.category, weight: line.weight, isHard: line.isHard)) }
    for area in input.areas { barriers.insert(Kind(name: area.category, weight: area.weight, isHard: area.isHard)) }
    let sorted = barriers.sorted { a, b in
      a.isHard != b.isHard ? b.isHard : a.weight != b.weight ? a.weight < b.weight : a.name < b.name
    }
    for kind in sorted {
      offsets[kind] = Int32(kinds.count)
      kinds.append(kind)
      if kind.weight.isFinite { greatestWeight = max(greatestWeight, kind.weight) }
    }
    unit = Int32(kinds.count)
    kinds.append(Kind(name: "unit", weight: 0, isHard: false))
    community = Int32(kinds.count)
    kinds.append(Kind(name: "community", weight: 0, isHard: false))
  }

  func category(of line: BarrierLine) -> Int32 {
    offsets[Kind(name: line.category, weight: line.weight, isHard: line.isHard)] ?? cut
  }

  func category(of area: BarrierArea) -> Int32 {
    offsets[Kind(name: area.category, weight: area.weight, isHard: area.isHard)] ?? cut
  }

  func kind(_ category: Int32) -> Kind? { kinds.indices.contains(Int(category)) ? kinds[Int(category)] : nil }
}

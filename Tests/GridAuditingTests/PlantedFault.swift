import GridAuditing
import GridGeometry
import Testing

/// A fault put into the small plan, and the rules that are to see it.
struct PlantedFault: CustomTestStringConvertible, Sendable {
  let name: String
  let rules: Set<String>
  let plan: DrawnPlan

  var testDescription: String { name }

  init(_ name: String, _ rules: String..., in plan: DrawnPlan = .small, plant: (inout DrawnPlan) -> Void) {
    self.name = name
    self.rules = Set(rules)
    var copy = plan
    plant(&copy)
    self.plan = copy
  }

  static let all = reference + names + tiling + tree + connection + counts + wholes + lines + atoms + attributes
    + visits + reach + staffing + cases

  static let reference: [PlantedFault] = [
    PlantedFault("degrees instead of metres", "crs-not-metric") { $0.edit { $0.isProjectedMetres = false } },
    PlantedFault("a community without ground", "empty-geometry") {
      $0.edit { $0.communities.append(AuditCommunity(code: "610523110209", ground: .empty)) }
    },
    PlantedFault("a community at no number", "empty-geometry") {
      let ring = Ring(unchecked: [Point(0, 0), Point(.nan, 0), Point(1, 1), Point(0, 0)])
      $0.edit {
        $0.communities.append(AuditCommunity(code: "610523110209", ground: MultiPolygon(Polygon(exterior: ring))))
      }
    },
    PlantedFault("a spike", "invalid-geometry") {
      $0["b"].ground = $0["b"].ground.inserting(
        [DrawnPlan.corner(2.5, 3.5), DrawnPlan.corner(2, 3)], between: DrawnPlan.corner(2, 3), DrawnPlan.corner(2, 2))
    },
    PlantedFault("an adopted polygon that crosses itself", "mended-geometry") {
      let corners = [(2.0, 0.0), (4, 4), (4, 0), (2, 4), (2, 0)].map { DrawnPlan.corner($0.0, $0.1) }
      let bow = CoverageGround(
        code: $0["b"].code, ordinal: 2, ground: MultiPolygon(Polygon(exterior: Ring(unchecked: corners))))
      $0.edit { $0.adopted = [bow] }
    },
  ]

  static let names: [PlantedFault] = [
    PlantedFault("one code twice", "duplicate-code") { $0.rename("d", to: $0["c"].code) },
    PlantedFault("a code with 16 digits", "code-shape") { $0.rename("d", to: $0["d"].code + "1") },
    PlantedFault("a code with a letter", "code-shape") { $0.rename("d", to: "61052311020200X") },
    PlantedFault("the code of another community", "code-shape") { $0.rename("d", to: "610523110201009") },
    PlantedFault("a child with a one-digit serial", "code-shape") { $0.rename("a1", to: $0["a"].code + "-1") },
    PlantedFault("a child under another parent's code", "code-shape") { $0.rename("a1", to: $0["b"].code + "-01") },
    PlantedFault("an atom listed twice", "duplicate-atom") {
      $0.moveHouseholds(from: (7, 0), to: (7, 1))
      let id = $0.atom(7, 0)
      $0.edit { input in input.atoms += input.atoms.filter { $0.id == id } }
    },
    PlantedFault("a grid of an unknown community", "unknown-community") { $0["d"].community = "999999999999" },
    PlantedFault("an atom of an unknown community", "unknown-community") {
      $0.moveHouseholds(from: (7, 0), to: (7, 1))
      $0.editAtom(7, 0) { $0.community = "elsewhere" }
    },
  ]

  static let tiling: [PlantedFault] = [
    PlantedFault("two communities over each other", "community-overlap") {
      $0.edit { $0.communities[1].ground = MultiPolygon(DrawnPlan.rectangle(3, 0, 8, 4)) }
    },
    PlantedFault("a dent at a neighbour", "gap") {
      $0.bend(["z"], atom: $0.atom(2, 0), from: (2, 1), via: [(2.2, 0.75), (2.2, 0.25)], to: (2, 0))
    },
    PlantedFault("a dent at the county's edge", "gap") {
      $0.bend(["d"], atom: $0.atom(7, 1), from: (8, 1), via: [(7.9, 1.2), (7.9, 1.8)], to: (8, 2))
    },
    PlantedFault("a sliver of a centimetre", "gap") {
      $0.bend(["d"], atom: $0.atom(6, 0), from: (6, 1), via: [(6.0002, 0.9), (6.0002, 0.1)], to: (6, 0))
    },
    PlantedFault("a grid into its neighbour", "overlap") {
      $0.bend(["z"], atom: $0.atom(2, 0), from: (2, 1), via: [(1.8, 1), (1.8, 0.5)], to: (2, 0))
    },
    PlantedFault("a grid beyond the county", "outside") {
      $0.bend(["d"], atom: $0.atom(7, 0), from: (8, 0), via: [(8.2, 0), (8.2, 1)], to: (8, 1))
    },
    PlantedFault("a vertex one neighbour lacks", "unmatched-edge") {
      $0.bend(["z"], atom: $0.atom(2, 1), from: (2, 2), via: [(2.5, 2)], to: (3, 2))
    },
    PlantedFault("a vertex a millimetre off", "unmatched-edge") {
      $0.bend(["z"], atom: $0.atom(2, 1), from: (2, 2), via: [(2.5, 2.00002)], to: (3, 2))
    },
    PlantedFault("a wedge of three millimetres", "unmatched-edge") {
      $0.bend(["z"], atom: $0.atom(2, 1), from: (2, 2), via: [(2.5, 1.99994)], to: (3, 2))
    },
  ]

  static let tree: [PlantedFault] = [
    PlantedFault("a level that is not the kind's", "level-kind") { $0["d"].level = 2 },
    PlantedFault("a leaf not marked", "leaf-flag") { $0["d"].isLeaf = false },
    PlantedFault("a parent marked as a leaf", "leaf-flag") { $0["a"].isLeaf = true },
    PlantedFault("children with a hole between them", "nesting") {
      $0.bend(["a2"], atom: $0.atom(0, 1), from: (0, 2), via: [(0.2, 1.8), (0.8, 1.8)], to: (1, 2))
    },
    PlantedFault("children over each other", "nesting") {
      $0.bend(["a2"], atom: $0.atom(0, 1), from: (0, 2), via: [(0.2, 2.2), (0.8, 2.2)], to: (1, 2))
    },
    PlantedFault("a child beyond its parent", "nesting") {
      $0.bend(["a2"], atom: $0.atom(1, 0), from: (2, 0), via: [(2.2, 0.2), (2.2, 0.8)], to: (2, 1))
    },
    PlantedFault("a vertex the parent lacks", "nesting") {
      $0.bend(["a2"], atom: $0.atom(1, 0), from: (2, 0), via: [(2, 0.5)], to: (2, 1))
    },
  ]

  static let connection: [PlantedFault] = [
    PlantedFault("a grid in two parts", "broken-grid", in: split(["bbccbb"])) { $0["b"].isExclave = false },
    PlantedFault("parts that touch at a corner", "broken-grid", in: split(["bc", "cb"])) { $0["b"].isExclave = false },
    PlantedFault("an exclave in one part", "needless-exclave") { $0["b"].isExclave = true },
  ]

  private static func split(_ base: [String]) -> DrawnPlan {
    DrawnPlan(communities: base.map { String(repeating: "A", count: $0.count) }, base: base)
  }

  static let counts: [PlantedFault] = [
    PlantedFault("too few households", "out-of-band") { $0.edit { $0.bands[0].minimum = 45 } },
    PlantedFault("too many households", "out-of-band") { $0.edit { $0.bands[0].maximum = 85 } },
    PlantedFault("in the band of towns, on rural ground", "out-of-band") {
      $0.edit { input in
        input.bands[0].communities = .urban
        input.bands.append(AuditBand(kind: "first", communities: .rural, minimum: 10, maximum: 50))
        for atom in input.atoms.indices where input.atoms[atom].community == "610523110202" {
          input.atoms[atom].isUrban = false
        }
      }
    },
    PlantedFault("a reason for a grid inside its band", "unfounded-reason") {
      let code = $0["b"].code
      $0.edit { $0.reasons[code] = AuditReason(.other, text: Wording(en: "cut off by a river", zh: "被河流隔开")) }
    },
    PlantedFault("a reason for no grid", "unfounded-reason") {
      $0.edit { $0.reasons["nowhere"] = AuditReason(.other, text: Wording(en: "cut off by a river", zh: "被河流隔开")) }
    },
    PlantedFault("a leaf with a household too many", "leaf-households") { $0["d"].households += 1 },
    PlantedFault("a parent with a household too few", "parent-households") { $0["a"].households -= 1 },
    PlantedFault("a community with other households", "community-households") {
      $0.edit { $0.communities[0].households = 7 }
    },
    PlantedFault("a county with other households", "community-households") { $0.edit { $0.expectedHouseholds = 321 } },
  ]

  static let wholes: [PlantedFault] = [
    PlantedFault("a compound in two first-level grids", "split-compound") {
      for column in [5, 6] { $0.editAtom(column, 0) { $0.compound = "Garden Court" } }
    },
    PlantedFault("a compound in two second-level grids, where that is not allowed", "split-compound") {
      for row in [1, 2] { $0.editAtom(0, row) { $0.compound = "Garden Court" } }
      $0.edit { $0.wholeCompoundsDownTo = 2 }
    },
    PlantedFault("a unit in two grids", "split-unit") {
      for column in [5, 6] { $0.editAtom(column, 0) { $0.unit = "A0208-0100-00" } }
    },
  ]

  static let lines: [PlantedFault] = [
    PlantedFault(
      "a grid over the line", "over-community-line",
      in: DrawnPlan(communities: ["AAABBB", "AAABBB"], base: ["aaaabb", "aaabbb"])
    ) { _ in },
    PlantedFault("a child of another community", "over-community-line") { $0["a1"].community = $0["d"].community },
    PlantedFault("an atom that names the wrong community", "atom-in-wrong-community") {
      $0.moveHouseholds(from: (7, 0), to: (7, 1))
      $0.editAtom(7, 0) { $0.community = "610523110201" }
    },
  ]

  static let atoms: [PlantedFault] = [
    PlantedFault("an atom in no grid", "atom-without-leaf") {
      $0.moveHouseholds(from: (7, 0), to: (7, 1))
      $0.editAtom(7, 0) { $0.grid = "" }
    },
    PlantedFault("an atom in an unknown grid", "atom-without-leaf") {
      $0.moveHouseholds(from: (7, 0), to: (7, 1))
      $0.editAtom(7, 0) { $0.grid = "610523110202077" }
    },
    PlantedFault("an atom in a divided grid", "atom-without-leaf") {
      let parent = $0["a"].code
      $0.moveHouseholds(from: (0, 0), to: (0, 1))
      $0.editAtom(0, 0) { $0.grid = parent }
    },
    PlantedFault("an atom in its neighbour's grid", "atom-ground") {
      let other = $0["c"].code
      $0.moveHouseholds(from: (6, 0), to: (7, 1))
      $0.editAtom(6, 0) { $0.grid = other }
    },
    PlantedFault("an atom with a dent", "atom-ground") {
      $0.bend([], atom: $0.atom(6, 0), from: (6, 1), via: [(6.2, 0.5)], to: (6, 0))
    },
  ]

  static let attributes: [PlantedFault] = [
    PlantedFault("another area", "stored-measure") { $0["d"].area = 17_400 },
    PlantedFault("another perimeter", "stored-measure") { $0["d"].perimeter = 601 },
    PlantedFault("another compactness", "stored-measure") { $0["d"].polsbyPopper = 0.5 },
  ]

  /// Faults that bring others with them, all of them true.
  static let withConsequences = onGround + casesWithConsequences + staffingWithConsequences

  private static let onGround: [PlantedFault] = [
    PlantedFault("an orphan", "orphan", "nesting", "parent-households") {
      $0.rename("a1", to: "610523110201099-01")
      $0["a1"].parent = "610523110201099"
    },
    PlantedFault("a grid without ground", "empty-geometry", "gap") { $0["d"].ground = .empty },
    PlantedFault("an unknown kind", "level-kind", "gap") { $0["d"].kind = "fourth" },
    PlantedFault("a community twice, once without grids", "unknown-community", "gap") {
      let code = $0["d"].community
      let ground = MultiPolygon(DrawnPlan.rectangle(20, 20, 21, 21))
      $0.edit { $0.communities.append(AuditCommunity(code: code, ground: ground)) }
    },
    PlantedFault("an atom with households in no grid", "atom-without-leaf", "leaf-households") {
      $0.editAtom(7, 0) { $0.grid = "" }
    },
    PlantedFault("a ring that passes a corner twice", "invalid-geometry", "broken-grid", in: split(["bc", "cb"])) {
      let corners = [(1, 1), (1, 2), (0, 2), (0, 1), (1, 1), (1, 0), (2, 0), (2, 1), (1, 1)]
      let ring = Ring(unchecked: corners.map { DrawnPlan.corner(Double($0.0), Double($0.1)) })
      $0["b"].ground = MultiPolygon(Polygon(exterior: ring))
      $0["b"].isExclave = false
    },
  ]
}

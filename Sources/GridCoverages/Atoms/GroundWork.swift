import GridGeometry

/// One run of ``makeAtoms(_:_:control:)``: the layers made ready, and the map as it stands between the stages.
struct GroundWork {
  let input: GroundInput
  let settings: GroundSettings
  let control: GroundControl
  let categories: BorderCategories
  let base: BaseGround
  let places: PlaceTable
  let sites: SiteGround
  /// The point that speaks for each place.
  let anchors: [Point]
  /// Walls of the compounds with households, in the order of `places.active`.
  let walls: CompoundWalls
  /// Everything that may give a border its category and weight.
  var sources: [NetworkLine] = []
  var notes: [GroundNote] = []
  var counts = AtomCounts()
  private(set) var seconds: [(stage: String, seconds: Double)] = []
  private var started = ContinuousClock.now

  static let stages = ["communities", "network", "lanes", "cuts", "atoms"]

  init(_ input: GroundInput, _ settings: GroundSettings, _ control: GroundControl) throws(CoverageError) {
    self.input = input
    self.settings = settings
    self.control = control
    categories = BorderCategories(input)
    let start = ContinuousClock.now
    control.progress?(0, Self.stages.count, Self.stages[0])
    base = try BaseGround(input, settings)
    let table = try PlaceTable(input, base: base)
    places = table
    sites = SiteGround(input, table, settings)
    anchors = input.households.indices.map { table.anchor(of: $0, input) }
    walls = CompoundWalls(table.activeGrounds)
    notes = table.notes
    seconds = [(Self.stages[0], (ContinuousClock.now - start).seconds)]
    started = ContinuousClock.now
  }

  /// Ends a stage: its time is noted, progress told, a wish to stop obeyed.
  mutating func finish(_ stage: String) throws(CoverageError) {
    let now = ContinuousClock.now
    seconds.append((stage, (now - started).seconds))
    started = now
    let done = (Self.stages.firstIndex(of: stage) ?? 0) + 1
    control.progress?(done, Self.stages.count, Self.stages[min(done, Self.stages.count - 1)])
    if control.isCancelled?() == true { throw .cancelled }
  }

  /// What runs along each arc. Open ground is made of the barriers' own lines; borders of units only follow them.
  func shares(of map: PlanarMap) -> [BarrierShare] {
    guard base.isUnitsOnly else { return map.barrierShares(from: sources, categories: categories) }
    let barriers = NearbyBarriers(sources, reach: barrierReach)
    return map.arcs.indices.map { barriers.share(along: map.points(ofArc: $0), categories) }
  }

  /// How far a barrier may run from the border it makes.
  var barrierReach: Double { base.isUnitsOnly ? max(settings.unitBarrierReach, 2 * settings.precision) : 0.05 }

  func households(in state: LabelledMap) -> [Int] {
    var sums = state.households(of: input.households)
    for (unit, label) in mainLabelOfUnits(in: state) { sums[Int(label)] += input.units[unit].households }
    return sums
  }

  /// Of each unit in several labels, the one with the most ground.
  func mainLabelOfUnits(in state: LabelledMap) -> [(unit: Int, label: Int32)] {
    guard !input.units.isEmpty else { return [] }
    let measures = state.map.measures(labels: state.label, labelCount: state.labelCount)
    var main = [Int32](repeating: -1, count: input.units.count)
    for (label, facts) in state.facts.enumerated() where facts.unit >= 0 {
      let unit = Int(facts.unit)
      if main[unit] < 0 || measures[label].area > measures[Int(main[unit])].area { main[unit] = Int32(label) }
    }
    return main.enumerated().filter { $0.element >= 0 }.map { ($0.offset, $0.element) }
  }

  /// Labels above the maximum that hold more than one thing to keep whole.
  func heavyLabels(in state: LabelledMap) -> [Bool] {
    let sums = households(in: state)
    let labels = state.labelsOfPlaces()
    var firstItem = [Int](repeating: -1, count: state.labelCount)
    var isDivisible = [Bool](repeating: false, count: state.labelCount)
    for (place, label) in labels.enumerated() where label >= 0 && input.households[place].households > 0 {
      let compound = Int(places.compoundOfPlace[place])
      let item = compound >= 0 ? input.households.count + compound : place
      if firstItem[Int(label)] < 0 { firstItem[Int(label)] = item }
      if firstItem[Int(label)] != item { isDivisible[Int(label)] = true }
    }
    return state.facts.indices.map {
      isDivisible[$0] && sums[$0] > settings.atomMaximum && !state.facts[$0].isClosed
    }
  }
}

extension Duration {
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}

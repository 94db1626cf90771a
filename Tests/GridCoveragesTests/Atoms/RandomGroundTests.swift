import GridCoverages
import GridGeometry
import Testing

@Suite("Atoms of random grounds")
struct RandomGroundTests {
  let settings = GroundSettings(atomTarget: 22, atomMaximum: 40)

  @Test("Atoms tile the communities, each in one piece, every border matched", arguments: UInt64(1)...12)
  func tiling(seed: UInt64) throws {
    var ground = RandomGround(seed: seed)
    let input = ground.input()
    let result = try makeAtoms(input, settings)
    let polygons = result.atomPolygons()
    #expect(polygons.allSatisfy { $0.polygons.count == 1 })
    // The clean way in takes nothing but matching edges without overlap.
    let again = try PlanarMap.cleanCoverage(polygons)
    #expect(!again.ownerOfFace.contains(-1))
    let communities = input.communities.reduce(0) { $0 + $1.ground.area }
    let border = input.communities.reduce(0) { $0 + $1.ground.perimeter }
    let atoms = polygons.reduce(0) { $0 + $1.area }
    #expect(abs(atoms - communities) <= border * settings.precision)
    #expect(abs(atoms - result.atoms.reduce(0) { $0 + $1.area }) < 1e-3)
  }

  @Test("Every household is in one atom or outside, and in its own community", arguments: UInt64(1)...12)
  func reconciliation(seed: UInt64) throws {
    var ground = RandomGround(seed: seed)
    let input = ground.input()
    let result = try makeAtoms(input, settings)
    let all = input.households.reduce(0) { $0 + $1.households }
    #expect(result.households + result.counts.householdsOutside == all)
    #expect(result.counts.householdsOutside < all / 4)
    for place in input.households {
      guard let atom = result.atom(at: place.point.x, place.point.y) else { continue }
      #expect(result.communities[result.atoms[atom].community].ground.contains(place.point))
    }
  }

  @Test("A compound inside one community lies in one atom", arguments: UInt64(1)...12)
  func compoundsWhole(seed: UInt64) throws {
    var ground = RandomGround(seed: seed)
    let input = ground.input()
    let result = try makeAtoms(input, settings)
    let polygons = result.atomPolygons()
    for (index, compound) in input.compounds.enumerated() {
      let holders = result.atoms.indices.filter { result.atoms[$0].compounds.contains(index) }
      #expect(holders.count <= 1)
      guard let holder = holders.first,
        result.communities[result.atoms[holder].community].ground.contains(all: compound.ground),
        !input.sites.contains(where: { $0.ground.envelope.intersects(compound.ground.envelope) })
      else { continue }
      let outside = try Overlay.difference(compound.ground, polygons[holder]).area
      #expect(outside <= 2, "compound \(compound.id) leaves its atom by \(outside) m²")
    }
  }

  @Test("Only blocks that one compound makes heavy stay above the maximum", arguments: UInt64(1)...12)
  func sizes(seed: UInt64) throws {
    var ground = RandomGround(seed: seed)
    let result = try makeAtoms(ground.input(), settings)
    for atom in result.atoms where atom.households > settings.atomMaximum && atom.site == nil {
      #expect(atom.compounds.count == 1)
    }
  }

  @Test("The order of the layers and the number of threads change nothing", arguments: UInt64(1)...6)
  func determinism(seed: UInt64) throws {
    var ground = RandomGround(seed: seed)
    let input = ground.input()
    var shuffled = input
    shuffled.communities.shuffle(using: &ground.random)
    shuffled.barriers.shuffle(using: &ground.random)
    shuffled.households.shuffle(using: &ground.random)
    var alone = settings
    alone.threads = 1
    let first = try makeAtoms(input, settings)
    let second = try makeAtoms(shuffled, alone)
    #expect(first.atomOfFace == second.atomOfFace)
    #expect(first.borders == second.borders)
    #expect(first.atomPolygons() == second.atomPolygons())
    #expect(first.atoms == second.atoms)
  }

  @Test("The open ground of a community hangs together without its sites once links count", arguments: UInt64(1)...12)
  func connected(seed: UInt64) throws {
    var ground = RandomGround(seed: seed)
    let result = try makeAtoms(ground.input(), settings)
    for community in result.communities.indices {
      let members = result.atoms.indices.filter {
        result.atoms[$0].community == community && result.atoms[$0].site == nil
      }
      guard let first = members.first else { continue }
      var reached: Set<Int> = [first]
      var queue = [first]
      while let atom = queue.popLast() {
        for border in result.borders where !border.isHard && (border.a == atom || border.b == atom) {
          let other = border.a == atom ? border.b : border.a
          if members.contains(other), reached.insert(other).inserted { queue.append(other) }
        }
      }
      #expect(reached.count == members.count)
    }
  }
}

extension MultiPolygon {
  fileprivate func contains(all other: MultiPolygon) -> Bool {
    other.polygons.allSatisfy { $0.exterior.points.allSatisfy { contains($0) } }
  }
}

import GridGeometry

/// A planar map of polygons that should tile, with one owner per face: gaps and overlaps settled, each reported.
struct OwnedFaces {
  let map: PlanarMap
  /// The offset of the polygon each face belongs to, −1 for ground of none.
  private(set) var owner: [Int32]
  private(set) var repairs: [GroundNote] = []
  private(set) var findings: [GroundNote] = []

  /// What the polygons are called in notes.
  struct Wording {
    /// Such as `community`; the rules are `<name>-gap` and `<name>-overlap`.
    var name: String
    var codes: [String]
  }

  /// - Parameters:
  ///   - tolerance: Faces of none or of several owners are given away silently but reported up to this width; wider
  ///     overlaps are given away and are errors, wider gaps stay nobody's.
  ///   - gapsAreErrors: `false` where ground of no polygon is legitimate and wide gaps are no news.
  init(
    _ grounds: [MultiPolygon], precision: Double, tolerance: Double, gapsAreErrors: Bool, wording: Wording
  ) throws(CoverageError) {
    if let clean = try? PlanarMap.cleanCoverage(grounds, precision: precision) {
      map = clean.map
      owner = clean.ownerOfFace
      let claims = owner.map { $0 >= 0 ? [$0] : [] }
      settle(claims, tolerance: tolerance, gapsAreErrors: gapsAreErrors, wording: wording)
    } else {
      var lines: [NetworkLine] = []
      for ground in grounds {
        for polygon in ground.polygons { for ring in polygon.rings { lines.append(NetworkLine(ring.points)) } }
      }
      map = try PlanarMap(lines: lines, precision: precision)
      owner = [Int32](repeating: -1, count: map.faceCount)
      let owners = PointOwners(of: map.interiorPoints(), in: grounds)
      var claims: [[Int32]] = []
      for face in 0..<map.faceCount {
        let claim = Array(owners[face])
        claims.append(claim)
        if claim.count == 1 { owner[face] = claim[0] }
      }
      settle(claims, tolerance: tolerance, gapsAreErrors: gapsAreErrors, wording: wording)
    }
    if !gapsAreErrors { return }
    reportEnclosedGaps(tolerance: tolerance, wording: wording)
  }

  /// Gives every face of none or several to the neighbour with the longest border, from the outside of a fault in.
  private mutating func settle(
    _ claims: [[Int32]], tolerance: Double, gapsAreErrors: Bool, wording: Wording
  ) {
    var open = claims.indices.filter { claims[$0].count != 1 }
    var isDeferred = Set<Int>()
    var rounds = 0
    while !open.isEmpty, rounds < 64 {
      rounds += 1
      var settled: [(face: Int, owner: Int32)] = []
      for face in open {
        if claims[face].isEmpty, !isDeferred.contains(face), width(of: face) > tolerance {
          isDeferred.insert(face)
        }
        if isDeferred.contains(face) { continue }
        if let next = longestNeighbour(of: face, among: claims[face]) { settled.append((face, next)) }
      }
      guard !settled.isEmpty else { break }
      for (face, next) in settled {
        owner[face] = next
        report(face, claims: claims[face], given: next, tolerance: tolerance, wording: wording)
      }
      let done = Set(settled.map(\.face))
      open.removeAll { done.contains($0) || isDeferred.contains($0) }
    }
    // Polygons drawn twice have no neighbour of their own: the first takes the ground.
    for face in open where !claims[face].isEmpty {
      owner[face] = claims[face][0]
      report(face, claims: claims[face], given: claims[face][0], tolerance: tolerance, wording: wording)
    }
  }

  private func longestNeighbour(of face: Int, among claims: [Int32]) -> Int32? {
    var lengths: [Int32: Double] = [:]
    for arc in map.arcs(ofFace: face) {
      let ends = map.arcs[Int(arc)]
      let other = Int(ends.left) == face ? ends.right : ends.left
      guard other >= 0, Int(other) != face, owner[Int(other)] >= 0 else { continue }
      let candidate = owner[Int(other)]
      if claims.isEmpty || claims.contains(candidate) { lengths[candidate, default: 0] += ends.length }
    }
    return lengths.min { a, b in a.value != b.value ? a.value > b.value : a.key < b.key }?.key
  }

  /// Twice the radius of the largest circle inside.
  private func width(of face: Int) -> Double { InscribedWidth.of(map.polygon(ofFace: face)) }

  private mutating func report(
    _ face: Int, claims: [Int32], given owner: Int32, tolerance: Double, wording: Wording
  ) {
    let width = width(of: face)
    let isGap = claims.isEmpty
    let code = wording.codes[Int(owner)]
    let names = isGap ? [code] : claims.map { wording.codes[Int($0)] }
    let what =
      isGap
      ? "a gap of \(meters(width)) beside \(wording.name) \(code)"
      : "an overlap of \(meters(width)) between \(names.joined(separator: ", "))"
    let isWide = width > tolerance
    let note = GroundNote(
      rule: "\(wording.name)-\(isGap ? "gap" : "overlap")", severity: isWide ? .error : .info,
      text: "\(what), \(squareMeters(map.faces[face].area)), given to \(code).",
      place: .polygon(map.polygon(ofFace: face)), measure: width, unit: "m", subjects: names)
    if isWide { findings.append(note) } else { repairs.append(note) }
  }

  /// Ground of nobody that is enclosed: nothing on its rim is the outside of the map.
  private mutating func reportEnclosedGaps(tolerance: Double, wording: Wording) {
    for face in 0..<map.faceCount where owner[face] < 0 {
      var rim: Set<Int32> = []
      for arc in map.arcs(ofFace: face) {
        let ends = map.arcs[Int(arc)]
        let other = Int(ends.left) == face ? ends.right : ends.left
        if other >= 0, owner[Int(other)] >= 0 { rim.insert(owner[Int(other)]) }
      }
      let width = width(of: face)
      let codes = rim.sorted().map { wording.codes[Int($0)] }
      findings.append(
        GroundNote(
          rule: "\(wording.name)-gap", severity: .error,
          text: "A gap of \(meters(width)) between \(codes.joined(separator: ", ")) belongs to no \(wording.name).",
          place: .polygon(map.polygon(ofFace: face)), measure: width, unit: "m", subjects: codes))
    }
  }

  /// The border lines between different owners, and between an owner and nobody.
  func borderLines(attribute: Int32) -> [NetworkLine] {
    map.arcs.indices.compactMap { arc in
      let ends = map.arcs[arc]
      let left = ends.left >= 0 ? owner[Int(ends.left)] : -1
      let right = ends.right >= 0 ? owner[Int(ends.right)] : -1
      return left == right ? nil : NetworkLine(map.points(ofArc: arc), attribute: attribute)
    }
  }
}

/// A length for a sentence, in metres with up to two decimals.
func meters(_ length: Double) -> String { "\((length * 100).rounded() / 100) m" }

/// An area for a sentence, in square metres with up to two decimals.
func squareMeters(_ area: Double) -> String { "\((area * 100).rounded() / 100) m²" }

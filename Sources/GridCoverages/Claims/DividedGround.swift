public import GridGeometry

/// Ground divided by several layers: grids by communities and units, say.
///
/// The layers were drawn by different hands, so lines that mean the same run beside each other: ground narrower than the
/// noise goes to the neighbour with the longest border. The lines of the first layer stand and those of the others give way;
/// so narrow a piece of theirs in ground that the first layer leaves out is nobody's.
public struct DividedGround: Sendable {
  /// Ground that belongs together in every layer it is divided by.
  public struct Part: Hashable, Sendable {
    /// By layer, whose it is; `nil` for ground that nobody of the layer claims.
    public let owners: [Int?]
    /// In any number of pieces: right-handed polygons.
    public let ground: MultiPolygon
    /// In square metres, summed from the faces of the map: parts add up to the whole without rest.
    public let area: Double
  }

  private let claims: ClaimMap
  /// By face, by layer; −1 for nobody.
  private var owners: [[Int32]]

  /// - Parameters:
  ///   - layers: Ground that several of one layer claim is the first claimant's.
  ///   - noiseWidth: In metres; ground in which no disc of this diameter fits is drawing noise. 0 keeps everything.
  ///   - precision: The width of the precision grid in metres.
  /// - Throws: As ``overlayPieces(_:_:precision:)``.
  /// - Complexity: O(*n* log *n*) in vertices and crossings.
  public init(_ layers: [[MultiPolygon]], noiseWidth: Double = 0, precision: Double = 0.01) throws(CoverageError) {
    let claims = try ClaimMap(layers, precision: precision)
    owners = (0..<claims.map.faceCount).map { face in claims.claimants.map { $0[face].first ?? -1 } }
    self.claims = claims
    if noiseWidth > 0 { joinNoise(below: noiseWidth) }
  }

  /// The ground by its owners in the first layers: one part for each set of them, in their order, nobody first.
  ///
  /// All parts come from one map: they tile what any layer claims.
  /// - Complexity: O(*n*).
  public func parts(byFirst count: Int) -> [Part] {
    let (keys, labels) = claims.grouped { face in
      let key = Array(owners[face].prefix(count))
      return key.allSatisfy { $0 < 0 } ? nil : key
    }
    let measures = claims.map.measures(labels: labels, labelCount: keys.count)
    let grounds = claims.map.polygons(labels: labels, labelCount: keys.count)
    return keys.indices.sorted { keys[$0].lexicographicallyPrecedes(keys[$1]) }.map { index in
      Part(owners: keys[index].map { $0 < 0 ? nil : Int($0) }, ground: grounds[index], area: measures[index].area)
    }
  }

  private mutating func joinNoise(below width: Double) {
    let map = claims.map
    let (keys, labels) = claims.grouped { face in owners[face].allSatisfy { $0 < 0 } ? nil : owners[face] }
    let pieces = map.components(labels: labels)
    let isNoise = map.polygons(labels: pieces.component, labelCount: pieces.count).map { $0.isThinner(than: width) }
    var key = [[Int32]](repeating: [], count: pieces.count)
    for (face, piece) in pieces.component.enumerated() where piece >= 0 { key[Int(piece)] = keys[Int(labels[face])] }
    var heir = key
    for piece in key.indices where isNoise[piece] && key[piece][0] < 0 { heir[piece] = key[piece].map { _ in -1 } }
    var longest = [Double](repeating: 0, count: pieces.count)
    for contact in map.adjacency(labels: pieces.component) {
      for (piece, other) in [(Int(contact.a), Int(contact.b)), (Int(contact.b), Int(contact.a))] {
        guard isNoise[piece], !isNoise[other], key[piece][0] >= 0, key[piece][0] == key[other][0],
          contact.length > longest[piece]
        else { continue }
        longest[piece] = contact.length
        heir[piece] = key[other]
      }
    }
    for (face, piece) in pieces.component.enumerated() where piece >= 0 { owners[face] = heir[Int(piece)] }
  }
}

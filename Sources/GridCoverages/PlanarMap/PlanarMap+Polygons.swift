public import GridGeometry

extension PlanarMap {
  /// The ground of each label as polygons made of arcs: right-handed, without gap or overlap between labels.
  ///
  /// Rings that meet themselves at a node are split there; every hole is given to the piece of ground it lies in by
  /// adjacency, without a geometric test. Rings begin at their lowest vertex and polygons stand in order of it.
  ///
  /// - Parameters:
  ///   - labels: The label of each face in `0..<labelCount`; −1 for none.
  ///   - labelCount: How many ground areas to return; labels without faces give empty ones.
  /// - Complexity: O(*n*).
  public func polygons(labels: [Int32], labelCount: Int) -> [MultiPolygon] {
    let rings = LabelRings(self, labels: labels)
    let pieces = components(labels: labels)
    return assemble(rings, pieces: pieces, labels: labels, labelCount: labelCount)
  }

  /// The outline of one face.
  ///
  /// - Complexity: O(*k*) in its vertices.
  public func polygon(ofFace face: Int) -> Polygon {
    let rings = LabelRings(self, face: Int32(face))
    let points = rings.rings.map { ring in Ring(unchecked: ring.vertices.map { edges.point($0) }) }
    let outer = rings.rings.indices.first { rings.rings[$0].doubleArea > 0 } ?? 0
    return Polygon(exterior: points[outer], holes: points.indices.filter { $0 != outer }.map { points[$0] })
  }

  /// Rings sorted into polygons by the connected piece of ground they bound.
  func assemble(
    _ rings: LabelRings, pieces: (component: [Int32], count: Int), labels: [Int32], labelCount: Int
  ) -> [MultiPolygon] {
    var shell = [Int32](repeating: -1, count: pieces.count)
    var holes = [[Int32]](repeating: [], count: pieces.count)
    // Rings come in order of lowest vertex, so shells of a label and holes of a shell are in canonical order.
    var shellsOfLabel = [[Int32]](repeating: [], count: labelCount)
    for (index, ring) in rings.rings.enumerated() {
      let piece = Int(pieces.component[Int(ring.face)])
      if ring.doubleArea > 0 {
        shell[piece] = Int32(index)
        shellsOfLabel[Int(labels[Int(ring.face)])].append(Int32(piece))
      } else {
        holes[piece].append(Int32(index))
      }
    }
    func ring(_ index: Int32) -> Ring { Ring(unchecked: rings.rings[Int(index)].vertices.map { edges.point($0) }) }
    return shellsOfLabel.map { list in
      MultiPolygon(list.map { piece in Polygon(exterior: ring(shell[Int(piece)]), holes: holes[Int(piece)].map(ring)) })
    }
  }

  /// The connected pieces of equally labelled ground: faces that share an arc, not only a point, are connected.
  ///
  /// - Returns: The piece of each face, −1 for faces without label; pieces are numbered by their lowest face.
  /// - Complexity: O(*n* α(*n*)).
  public func components(labels: [Int32]) -> (component: [Int32], count: Int) {
    precondition(labels.count == faceCount, "one label for each face")
    var sets = DisjointSets(count: faceCount)
    for arc in arcs where arc.left >= 0 && arc.right >= 0 {
      let label = labels[Int(arc.left)]
      if label >= 0, label == labels[Int(arc.right)] { sets.unite(arc.left, arc.right) }
    }
    var component = [Int32](repeating: -1, count: faceCount)
    var count: Int32 = 0
    for face in 0..<Int32(faceCount) where labels[Int(face)] >= 0 {
      let root = Int(sets.find(face))
      // The lowest face of a set is its root, so it was numbered before any other member.
      if root == Int(face) {
        component[root] = count
        count += 1
      } else {
        component[Int(face)] = component[root]
      }
    }
    return (component, Int(count))
  }
}

/// Pieces of ground that are joined by changing their label, never their geometry.
///
/// Two pieces may join when they have the same domain; a closed piece gives nothing away and takes only what has
/// nowhere else to go.
package struct LabelMerger {
  package struct Piece {
    var households: Int
    /// Square metres.
    var area: Double
    /// Metres, holes included.
    var perimeter: Double
    var domain: Int32
    var isClosed: Bool

    package init(households: Int, area: Double, perimeter: Double, domain: Int32, isClosed: Bool = false) {
      self.households = households
      self.area = area
      self.perimeter = perimeter
      self.domain = domain
      self.isClosed = isClosed
    }

    /// Twice the area over the perimeter: about the width of something long.
    var width: Double { perimeter > 0 ? 2 * area / perimeter : 0 }
  }

  struct Link {
    var other: Int32
    var share: BarrierShare
  }

  private struct Entry {
    var households: Int
    var area: Double
    var label: Int32
    var version: Int32
  }

  private(set) var pieces: [Piece]
  private var parents: [Int32]
  private var versions: [Int32]
  private var links: [[Link]]
  private let greatestWeight: Double
  package private(set) var merges = 0

  package init(pieces: [Piece], contacts: [(a: Int32, b: Int32, share: BarrierShare)], greatestWeight: Double) {
    self.pieces = pieces
    self.greatestWeight = greatestWeight
    parents = pieces.indices.map(Int32.init)
    versions = [Int32](repeating: 0, count: pieces.count)
    links = [[Link]](repeating: [], count: pieces.count)
    for contact in contacts where pieces[Int(contact.a)].domain == pieces[Int(contact.b)].domain {
      links[Int(contact.a)].append(Link(other: contact.b, share: contact.share))
      links[Int(contact.b)].append(Link(other: contact.a, share: contact.share))
    }
  }

  package mutating func root(of label: Int32) -> Int32 {
    var root = label
    while parents[Int(root)] != root { root = parents[Int(root)] }
    var walk = label
    while parents[Int(walk)] != root { (walk, parents[Int(walk)]) = (parents[Int(walk)], root) }
    return root
  }

  /// The label each piece ended in, numbered from 0 in the order of their first piece.
  mutating func compactLabels() -> (labels: [Int32], count: Int) {
    var number = [Int32](repeating: -1, count: pieces.count)
    var labels = [Int32](repeating: -1, count: pieces.count)
    var count: Int32 = 0
    for label in pieces.indices {
      let root = Int(root(of: Int32(label)))
      if number[root] < 0 {
        number[root] = count
        count += 1
      }
      labels[label] = number[root]
    }
    return (labels, Int(count))
  }

  /// The neighbours of a root as roots, each once, ascending.
  private mutating func neighbours(of label: Int32) -> [Link] {
    var own = links[Int(label)]
    for index in own.indices { own[index].other = root(of: own[index].other) }
    own.removeAll { $0.other == label }
    own.sort { $0.other < $1.other }
    var kept: [Link] = []
    for link in own {
      if let last = kept.last, last.other == link.other {
        kept[kept.count - 1].share.add(link.share)
      } else {
        kept.append(link)
      }
    }
    links[Int(label)] = kept
    return kept
  }

  /// Joins `label` to `other`; the lesser number stays.
  private mutating func join(_ label: Int32, to other: Int32, sharing length: Double) -> Int32 {
    let (kept, gone) = label < other ? (Int(label), Int(other)) : (Int(other), Int(label))
    pieces[kept].households += pieces[gone].households
    pieces[kept].area += pieces[gone].area
    pieces[kept].perimeter = max(0, pieces[kept].perimeter + pieces[gone].perimeter - 2 * length)
    pieces[kept].isClosed = pieces[kept].isClosed || pieces[gone].isClosed
    parents[gone] = Int32(kept)
    versions[kept] += 1
    links[kept].append(contentsOf: links[gone])
    links[gone] = []
    merges += 1
    return Int32(kept)
  }

  /// Absorbs pieces without households that are too narrow or too small, smallest first: over the weakest barrier,
  /// then along the longest border.
  package mutating func absorbSlivers(width: Double, area: Double, minimumContact: Double) {
    absorb(minimumContact: minimumContact) { $0.width < width || $0.area < area }
  }

  /// Absorbs every piece without households that meets the condition, smallest first.
  mutating func absorb(minimumContact: Double, where isBad: (Piece) -> Bool) {
    var heap = MinimumHeap<Entry> { ($0.area, $0.label) < ($1.area, $1.label) }
    func consider(_ label: Int32, _ heap: inout MinimumHeap<Entry>) {
      let piece = pieces[Int(label)]
      guard piece.households == 0, !piece.isClosed, isBad(piece) else { return }
      heap.push(Entry(households: 0, area: piece.area, label: label, version: versions[Int(label)]))
    }
    for label in pieces.indices where parents[label] == Int32(label) { consider(Int32(label), &heap) }
    while let entry = heap.pop() {
      guard parents[Int(entry.label)] == entry.label, versions[Int(entry.label)] == entry.version else { continue }
      guard let host = host(for: entry.label, minimumContact: minimumContact) else { continue }
      consider(join(entry.label, to: host.other, sharing: host.share.length), &heap)
    }
  }

  /// Where a sliver goes: an open neighbour before a closed one, on this side of a hard barrier before the other,
  /// a firm contact before a corner, a weak barrier before a strong one, then the longest border.
  private mutating func host(for label: Int32, minimumContact: Double) -> Link? {
    let near = neighbours(of: label)
    let longest = near.reduce(0) { max($0, $1.share.length) }
    let firm = min(minimumContact, longest / 4)
    func rank(_ link: Link) -> (Int, Int, Int, Double, Double) {
      (
        pieces[Int(link.other)].isClosed ? 1 : 0, link.share.isHard(leaving: minimumContact) ? 1 : 0,
        link.share.length < max(firm, longest / 8) ? 1 : 0,
        (link.share.meanWeight / greatestWeight * 8).rounded(), -link.share.length
      )
    }
    return near.min { a, b in rank(a) < rank(b) }
  }

  /// Joins light pieces, lightest first, while the sum stays at `target`; a piece under half the target may also go
  /// up to `maximum`, and one without households joins any.
  ///
  /// The neighbour that gives the better shape and the weaker barrier between wins; nothing is joined over a hard
  /// barrier, and inhabited pieces not over a barrier of more than `barrierLimit` of the greatest weight.
  mutating func mergeLight(target: Int, maximum: Int, minimumContact: Double, barrierLimit: Double = 0.5) {
    var heap = MinimumHeap<Entry> { ($0.households, $0.area, $0.label) < ($1.households, $1.area, $1.label) }
    func consider(_ label: Int32, _ heap: inout MinimumHeap<Entry>) {
      let piece = pieces[Int(label)]
      guard !piece.isClosed, piece.households < target else { return }
      heap.push(Entry(households: piece.households, area: piece.area, label: label, version: versions[Int(label)]))
    }
    for label in pieces.indices where parents[label] == Int32(label) { consider(Int32(label), &heap) }
    while let entry = heap.pop() {
      guard parents[Int(entry.label)] == entry.label, versions[Int(entry.label)] == entry.version else { continue }
      let own = pieces[Int(entry.label)]
      let limit = 2 * own.households < target ? maximum : target
      var best: (score: Double, link: Link)?
      for link in neighbours(of: entry.label) {
        let other = pieces[Int(link.other)]
        let isEmpty = own.households == 0 || other.households == 0
        guard !other.isClosed, !link.share.isHard(leaving: minimumContact), link.share.length >= minimumContact,
          isEmpty || own.households + other.households <= limit,
          isEmpty || link.share.meanWeight <= barrierLimit * greatestWeight
        else { continue }
        let score = worth(of: link, from: own, to: other)
        if best.map({ score > $0.score }) ?? true { best = (score, link) }
      }
      guard let best else { continue }
      consider(join(entry.label, to: best.link.other, sharing: best.link.share.length), &heap)
    }
  }

  /// How good it is to join two pieces: shape of the union, share of the lesser outline that vanishes, barrier lost.
  private func worth(of link: Link, from own: Piece, to other: Piece) -> Double {
    let perimeter = max(own.perimeter + other.perimeter - 2 * link.share.length, 1)
    let compactness = 4 * Double.pi * (own.area + other.area) / (perimeter * perimeter)
    let vanishing = link.share.length / max(min(own.perimeter, other.perimeter), 1)
    return compactness + vanishing - link.share.meanWeight / greatestWeight
  }
}

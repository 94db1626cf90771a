public import GridPartitioning

/// The ids that a file gives its atoms, both ways.
///
/// Ids are compared as they are written: the number 7 and the text "7" are one id. Whole numbers, the usual case, are
/// kept and found as such.
public struct AtomNames: Hashable, Sendable {
  private enum Storage: Hashable {
    /// Whole numbers that lie close together: `place[id − least]`, −1 where there is none.
    case dense(ids: [Int], least: Int, place: [Int32])
    case integers(ids: [Int], place: [Int: Int32])
    case texts(ids: [String], place: [String: Int32])
  }

  private let storage: Storage

  /// An id that stands twice.
  struct Repeated: Error {
    let id: String
  }

  /// Ids in the order of atoms.
  init(_ ids: [String]) throws(Repeated) {
    var place: [String: Int32] = [:]
    place.reserveCapacity(ids.count)
    for (atom, id) in ids.enumerated() where place.updateValue(Int32(atom), forKey: id) != nil {
      throw Repeated(id: id)
    }
    storage = .texts(ids: ids, place: place)
  }

  /// Ids that are whole numbers.
  init(_ ids: [Int]) throws(Repeated) {
    let least = ids.min() ?? 0
    let (span, overflows) = (ids.max() ?? 0).subtractingReportingOverflow(least)
    guard !overflows, span / 4 <= ids.count else {
      var place: [Int: Int32] = [:]
      place.reserveCapacity(ids.count)
      for (atom, id) in ids.enumerated() where place.updateValue(Int32(atom), forKey: id) != nil {
        throw Repeated(id: String(id))
      }
      storage = .integers(ids: ids, place: place)
      return
    }
    var place = [Int32](repeating: -1, count: span + 1)
    for (atom, id) in ids.enumerated() {
      if place[id - least] >= 0 { throw Repeated(id: String(id)) }
      place[id - least] = Int32(atom)
    }
    storage = .dense(ids: ids, least: least, place: place)
  }

  /// Number of atoms.
  public var count: Int {
    switch storage {
    case .dense(let ids, _, _), .integers(let ids, _): ids.count
    case .texts(let ids, _): ids.count
    }
  }

  /// The id of an atom, as the file writes it.
  public subscript(atom: AtomIndex) -> String {
    switch storage {
    case .dense(let ids, _, _), .integers(let ids, _): String(ids[atom.position])
    case .texts(let ids, _): ids[atom.position]
    }
  }

  /// The atom of an id. O(1).
  public func atom(named id: String) -> AtomIndex? {
    if case .texts(_, let place) = storage { return place[id].map { AtomIndex($0) } }
    // Only the plain form is the same id: 07 and +7 are others.
    guard let number = Int(id), String(number) == id else { return nil }
    return atom(numbered: number)
  }

  func atom(numbered number: Int) -> AtomIndex? {
    switch storage {
    case .dense(_, let least, let place):
      let (slot, overflows) = number.subtractingReportingOverflow(least)
      guard !overflows, place.indices.contains(slot), place[slot] >= 0 else { return nil }
      return AtomIndex(place[slot])
    case .integers(_, let place): return place[number].map { AtomIndex($0) }
    case .texts(_, let place): return place[String(number)].map { AtomIndex($0) }
    }
  }

  /// The id most like a mistyped one, among the first few thousand.
  func nearest(to id: String) -> String? {
    nearestName(to: id, in: (0..<min(count, 5_000)).map { self[AtomIndex($0)] })
  }
}

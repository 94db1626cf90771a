public import GridGeometry

/// Ids that stay when unrelated parts of a plan change.
public enum FindingID {
  /// The side of the square, in metres, inside which a fault may move and keep its id.
  public static let placeCell = 100.0

  /// The rule, a hyphen and 16 hexadecimal digits: FNV-1a over rule, sorted subjects and the anchor's 100 m square.
  ///
  /// - Complexity: O(n log n) in the number of subjects.
  /// - SeeAlso: Fowler, Noll, Vo, "The FNV Non-Cryptographic Hash Algorithm", IETF draft-eastlake-fnv.
  public static func make(rule: String, subjects: [String], anchor: Point? = nil) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func mix(_ text: String) {
      for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      hash = (hash ^ 0x1f) &* 0x100_0000_01b3  // ends the part, so that "a","bc" differs from "ab","c"
    }
    mix(rule)
    for subject in subjects.sorted() { mix(subject) }
    if let anchor, anchor.isFinite {
      mix("\((anchor.x / placeCell).rounded(.down)) \((anchor.y / placeCell).rounded(.down))")
    }
    let digits = String(hash, radix: 16)
    return rule + "-" + String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// Tells apart findings that hash alike, by a number in order of appearance: `…`, `…-2`, `…-3`.
  static func numberRepeats(in findings: inout [Finding]) {
    var seen: [String: Int] = [:]
    for index in findings.indices {
      let id = findings[index].id
      let count = (seen[id] ?? 0) + 1
      seen[id] = count
      if count > 1 { findings[index].id = "\(id)-\(count)" }
    }
  }
}

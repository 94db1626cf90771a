import GridAuditing
import GridCoverages
import GridGeometry

/// The households of adopted grids where no county's ground is named.
struct AdoptedHouseholds {
  /// By settled piece.
  private(set) var counts: [Int]
  /// Whether any of them were shared by area.
  private(set) var isModelled = false
  private(set) var outside = 0
  private(set) var notes: [BilingualText] = []

  /// From a file by place, else as the layer states them by area, else none.
  init(_ file: HouseholdFile?, _ claims: [Adoption.Claim], _ settled: SettledClaims) {
    counts = [Int](repeating: 0, count: settled.pieces.count)
    if let file {
      let locator = PointLocator(settled.pieces.map(\.ground))
      for place in file.places {
        if let piece = locator.locate(place.point).indices.first {
          counts[piece] += place.households
        } else {
          outside += place.households
        }
      }
    } else if claims.contains(where: { $0.households != nil }) {
      share(claims, settled)
    } else if claims.contains(where: { $0.unreadable.contains { $0.key == .households } }) {
      notes.append(
        BilingualText(
          en:
            "not one of the household counts that the layer states can be read: every grid has 0; correct them, name another field with --fields households=…, or a file with --households",
          zh: "图层所列户数均无法读取：各网格均为 0；请更正，或用 --fields households=… 指定其他字段，或用 --households 指定户数文件"))
    } else {
      notes.append(
        BilingualText(
          en:
            "no household counts are given: every grid has 0; name a file with --households, or the county with --ground",
          zh: "没有提供户数：各网格均为 0；可用 --households 指定户数文件，或用 --ground 指定县清单"))
    }
  }

  private mutating func share(_ claims: [Adoption.Claim], _ settled: SettledClaims) {
    var piecesOfClaim = [[Int]](repeating: [], count: claims.count)
    for (index, piece) in settled.pieces.enumerated() { piecesOfClaim[piece.owner].append(index) }
    let silent = claims.filter { $0.households == nil }
    if let first = silent.first {
      notes.append(
        BilingualText(
          en:
            "\(silent.count) of \(counted(claims.count, "grid")) state no households that can be read and have 0; the first is \(first.code)",
          zh: "\(claims.count) 个网格中有 \(silent.count) 个没有可读的户数，按 0 计；首个为 \(first.code)"))
    }
    for (claim, members) in zip(claims, piecesOfClaim) {
      guard let total = claim.households, total > 0 else { continue }
      guard !members.isEmpty else {
        outside += total
        continue
      }
      if members.count > 1 { isModelled = true }
      for (piece, share) in zip(members, total.shared(by: members.map { settled.pieces[$0].area })) {
        counts[piece] = share
      }
    }
    if isModelled {
      notes.append(
        BilingualText(
          en: "households are those the layer states; where a grid is of several atoms they are shared by area",
          zh: "户数取自图层；网格由多个地块组成时按面积分摊"))
    }
  }
}

extension Int {
  /// A number in whole parts as near to the weights as can be: the largest remainders get one more; ties go to the first.
  func shared(by weights: [Double]) -> [Int] {
    let total = weights.reduce(0, +)
    guard total > 0 else { return weights.indices.map { $0 == 0 ? self : 0 } }
    let exact = weights.map { Double(self) * $0 / total }
    var parts = exact.map { Int($0.rounded(.down)) }
    let order = weights.indices.sorted { a, b in
      let (left, right) = (exact[a] - Double(parts[a]), exact[b] - Double(parts[b]))
      return left == right ? a < b : left > right
    }
    for index in order.prefix(self - parts.reduce(0, +)) { parts[index] += 1 }
    return parts
  }
}

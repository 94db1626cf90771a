import GridAuditing
import Referees

extension DrawnPlan {
  /// A plan grown at random: three communities, base grids inside them, some divided; without faults.
  ///
  /// Grown from single squares over common sides, so every grid is connected; holes and pinched corners occur.
  static func random(seed: UInt64, width: Int = 12, height: Int = 10) -> DrawnPlan {
    var random = SeededRandom(seed: seed)
    let all = (0..<width * height).map(\.self)
    var communities = [String](repeating: ".", count: all.count)
    var base = communities
    var children = communities
    func grow(_ names: [String], in members: [Int], onto drawing: inout [String]) {
      var seeds = members.shuffled(using: &random)
      let free = Set(members)
      var open: [Int] = []
      for name in names {
        guard let seed = seeds.popLast() else { break }
        drawing[seed] = name
        open.append(seed)
      }
      while !open.isEmpty {
        let index = Int.random(in: 0..<open.count, using: &random)
        let cell = open[index]
        let beside =
          [cell - width, cell + width] + (cell % width > 0 ? [cell - 1] : [])
          + (cell % width < width - 1 ? [cell + 1] : [])
        let next = beside.filter { free.contains($0) && drawing[$0] == "." }
        if let chosen = next.randomElement(using: &random) {
          drawing[chosen] = drawing[cell]
          open.append(chosen)
        } else {
          open.remove(at: index)
        }
      }
    }
    grow(["A", "B", "C"], in: all, onto: &communities)
    var letters = "abcdefghijklmnopqrstuvwxyz".map { String($0) }[...]
    for community in ["A", "B", "C"] {
      let names = Array(letters.prefix(8))
      letters = letters.dropFirst(8)
      grow(names, in: all.filter { communities[$0] == community }, onto: &base)
    }
    for name in Set(base).sorted() where Bool.random(using: &random) {
      let members = all.filter { base[$0] == name }
      if members.count > 3 { grow(["1", "2", "3"], in: members, onto: &children) }
    }
    func lines(_ drawing: [String]) -> [String] {
      (0..<height).map { row in drawing[row * width..<(row + 1) * width].joined() }
    }
    return DrawnPlan(communities: lines(communities), base: lines(base), children: lines(children))
  }
}

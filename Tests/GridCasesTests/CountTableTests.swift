import GridCases
import GridPartitioning
import Referees
import Testing

@Suite("Counts in a table of two ways, attacked")
struct CountTableTests {
  /// Cases by place and class: what the public is told of the sums, and of the table.
  struct Drawn {
    let counts: [[Int]]
    let rowSums: [Int?]
    let columnSums: [Int?]
    let published: CountTable.Published

    init(_ counts: [[Int]], k: Int) throws {
      func sums(_ lines: [[Int]]) throws -> [Int?] {
        let all = lines.map { $0.reduce(0, +) }
        return Array(
          try CountTree(parents: [nil] + all.map { _ in 0 }, leaves: [0] + all).published(k: k).dropFirst())
      }
      self.counts = counts
      rowSums = try sums(counts)
      columnSums = try sums(counts[0].indices.map { column in counts.map { $0[column] } })
      published = try CountTable(
        counts: counts, rowsApart: Set(rowSums.indices.filter { [rowSums] in rowSums[$0] == nil }),
        columnsApart: Set(columnSums.indices.filter { [columnSums] in columnSums[$0] == nil })
      ).published(k: k)
    }

    /// A table whose counts are small, large and none by chance.
    init(seed: UInt64, k: Int) throws {
      var random = StableRandom(seed: seed)
      let (height, width) = (Int.random(in: 1...6, using: &random), Int.random(in: 1...6, using: &random))
      let most = [4, 15, 40, 120].randomElement(using: &random) ?? 15
      try self.init(
        (0..<height).map { _ in
          (0..<width).map { _ in
            switch Int.random(in: 0..<4, using: &random) {
            case 0: 0
            case 1: Int.random(in: 1..<k, using: &random)
            default: Int.random(in: 0...most, using: &random)
            }
          }
        }, k: k)
    }

    var isTold: Bool { !rowSums.allSatisfy { $0 == nil } && !columnSums.allSatisfy { $0 == nil } }

    var json: String {
      func list(_ counts: [Int?]) -> String {
        "[" + counts.map { $0.map(String.init) ?? "null" }.joined(separator: ",") + "]"
      }
      func table(_ rows: [[Int?]]) -> String { "[" + rows.map(list).joined(separator: ",") + "]" }
      return
        "{\"true\":\(table(counts)),\"shown\":\(table(published.counts)),\"rows\":\(list(rowSums)),\"columns\":\(list(columnSums))}"
    }
  }

  static let highs = Referee(importing: "scipy.optimize")

  /// The least and the largest that each unpublished count can be, to somebody who knows the sums, what is published, and
  /// of each count that is suppressed, in a row and a column of which anything is told, whether it is zero.
  static let attack = """
    import sys, json, numpy as np
    from scipy.optimize import linprog
    answers = []
    for case in json.loads(sys.stdin.read()):
        true, shown = np.array(case["true"]), case["shown"]
        m, n = true.shape
        rows, right = [], []
        def equation(cells, value):
            row = np.zeros(m * n)
            for r, c in cells: row[r * n + c] = 1
            rows.append(row); right.append(value)
        for r in range(m):
            if case["rows"][r] is not None: equation([(r, c) for c in range(n)], case["rows"][r])
        for c in range(n):
            if case["columns"][c] is not None: equation([(r, c) for r in range(m)], case["columns"][c])
        equation([(r, c) for r in range(m) for c in range(n)], int(true.sum()))
        bounds = []
        for r in range(m):
            for c in range(n):
                s = shown[r][c]
                told = any(x is not None for x in shown[r]) and any(line[c] is not None for line in shown)
                bounds.append((s, s) if s is not None else (min(1, int(true[r, c])) if told else 0, None))
        out = []
        for r in range(m):
            for c in range(n):
                if shown[r][c] is not None: continue
                ends = []
                for sign in (1, -1):
                    cost = np.zeros(m * n); cost[r * n + c] = sign
                    done = linprog(cost, A_eq=np.array(rows), b_eq=right, bounds=bounds, method="highs")
                    ends.append(sign * done.fun if done.status == 0 else -1e9 if sign == 1 else 1e9)
                out.append([r, c] + ends)
        answers.append(out)
    print(json.dumps(answers))
    """

  @Test("Linear programming cannot bound a small count of a table within less than k", arguments: [5, 10])
  func linearProgramming(k: Int) throws {
    guard let highs = Self.highs else { return }
    let tables = try (UInt64(1)...80).map { try Drawn(seed: $0, k: k) }.filter(\.isTold)
    let answer = try highs.run(Self.attack, input: "[" + tables.map(\.json).joined(separator: ",") + "]")
    let numbers = answer.split { !"0123456789.-e+".contains($0) }.compactMap { Double($0) }
    var (index, small, shown) = (0, 0, 0)
    for table in tables {
      for (row, counts) in table.counts.enumerated() {
        for (column, count) in counts.enumerated() {
          guard table.published.counts[row][column] == nil else {
            shown += 1
            continue
          }
          let (least, most) = (numbers[4 * index + 2], numbers[4 * index + 3])
          #expect(numbers[4 * index] == Double(row) && numbers[4 * index + 1] == Double(column))
          #expect(least - 1e-6 <= Double(count) && Double(count) <= most + 1e-6)
          if (1..<k).contains(count) {
            small += 1
            #expect(most - least >= Double(k) - 1e-6, "\(count) is known to lie in \(least)...\(most): \(table.json)")
          }
          index += 1
        }
      }
    }
    #expect(numbers.count == 4 * index && small > 100 && shown > 100, "\(small) small, \(shown) shown")
  }

  @Test("Small counts of a table are never shown, others are as they are", arguments: UInt64(1)...100)
  func shown(seed: UInt64) throws {
    let table = try Drawn(seed: seed, k: 10)
    for (counts, shown) in zip(table.counts, table.published.counts) {
      for (count, shown) in zip(counts, shown) {
        #expect(shown == nil || shown == count)
        if (1..<10).contains(count) { #expect(shown == nil) }
      }
    }
    let large = try Drawn(table.counts.map { $0.map { $0 + 10 } }, k: 10)
    #expect(large.published.counts == large.counts.map { $0.map(Optional.init) })
  }

  @Test("A small count takes three others with it; one that none can cover takes its row out")
  func company() throws {
    let table = try CountTable(counts: [[4, 30, 20], [40, 50, 60], [70, 80, 90]])
    #expect(table.published().counts == [[nil, nil, 20], [nil, nil, 60], [70, 80, 90]])
    let lone = try CountTable(counts: [[4, 7, 0], [40, 50, 60], [70, 80, 90]])
    #expect(lone.published().counts[0] == [nil, nil, nil])
    #expect(!lone.published().mayShow(row: 0, column: 0) || lone.published().counts[1][0] == nil)
    // Of rows held apart together, no cell: one that is large would tell how small the other is.
    let held = try CountTable(counts: [[8, 40], [12, 50], [70, 80]], rowsApart: [0, 1]).published()
    #expect(held.counts[2] == [70, 80] && held.mayShow(row: 2, column: 0))
    #expect(!held.mayShow(row: 0, column: 0) && !held.mayShow(row: 1, column: 1))
    // The only one follows from the others.
    #expect(try CountTable(counts: [[18, 40], [70, 80]], rowsApart: [0]).published().mayShow(row: 0, column: 0))
    #expect(throws: CaseError.badTree(node: 1)) { try CountTable(counts: [[1, 2], [3]]) }
    #expect(throws: CaseError.badTree(node: 0)) { try CountTable(counts: [[1, -2]]) }
    #expect(try CountTable(counts: []).published().counts.isEmpty)
  }
}

/// Counts over a tree of places, such as grids in communities in towns in a county, or the classes of a county, made
/// fit to be published: small counts are suppressed, and so many others that nothing follows from sums and differences.
///
/// What is published of several trees over the same cases, by place and by class say, stays safe together as long as no
/// crossing of them is published.
///
/// - SeeAlso: Hundepool et al., "Statistical Disclosure Control", 2012, ch. 4 (primary and secondary suppression).
public struct CountTree: Hashable, Sendable {
  private let children: [[Int]]
  private let roots: [Int]
  /// Of every node, sums included.
  public let counts: [Int]

  /// - Parameters:
  ///   - parents: The parent of each node, before it in the list; `nil` for a root. Whatever a node counts beside its
  ///     children, such as cases that are in no grid, is a child of its own.
  ///   - leaves: The count of each node without children; what stands at others is not looked at.
  /// - Throws: ``CaseError/badTree(node:)`` for a parent that does not come before its child and a count below 0.
  public init(parents: [Int?], leaves: [Int]) throws(CaseError) {
    guard parents.count == leaves.count else { throw .badTree(node: min(parents.count, leaves.count)) }
    var children = [[Int]](repeating: [], count: parents.count)
    var roots: [Int] = []
    for (node, parent) in parents.enumerated() {
      guard let parent else {
        roots.append(node)
        continue
      }
      guard (0..<node).contains(parent) else { throw .badTree(node: node) }
      children[parent].append(node)
    }
    var counts = leaves
    for node in children.indices.reversed() {
      guard children[node].isEmpty else {
        counts[node] = children[node].reduce(0) { $0 + counts[$1] }
        continue
      }
      guard leaves[node] >= 0, leaves[node] <= 1 << 40 else { throw .badTree(node: node) }
    }
    self.children = children
    self.roots = roots
    self.counts = counts
  }

  /// The counts that may be published; `nil` for a suppressed one, which is not zero: zeros are shown.
  ///
  /// Counts in `1..<k` are suppressed. Then every published sum hides parts that could be exchanged among each other by
  /// at least `k`, also by somebody who knows that what is suppressed is not zero; where the parts of a sum do not
  /// suffice for that, it is suppressed as well, and its own sum has to hide it. The smallest counts go first.
  ///
  /// - Parameter k: At least 2.
  /// - Complexity: O(n log n) in the nodes.
  public func published(k: Int = 10) -> [Int?] {
    var cover = Cover(tree: self, k: max(2, k))
    for node in children.indices.reversed() { cover.visit(node) }
    return counts.indices.map { cover.isHidden[$0] ? nil : counts[$0] }
  }

  /// What is hidden so far, from the leaves up.
  private struct Cover {
    let tree: CountTree
    let k: Int
    var isHidden: [Bool]

    init(tree: CountTree, k: Int) {
      self.tree = tree
      self.k = k
      isHidden = tree.counts.map { 0 < $0 && $0 < k }
    }

    /// How much could be exchanged among the hidden leaves below a hidden node: each keeps 1.
    func play(_ node: Int) -> Int {
      guard isHidden[node] else { return 0 }
      let children = tree.children[node]
      return children.isEmpty ? tree.counts[node] - 1 : children.reduce(0) { $0 + play($1) }
    }

    /// Sees to it that a node's sum does not give away its hidden children.
    mutating func visit(_ node: Int) {
      let children = tree.children[node]
      guard !isHidden[node], children.contains(where: { isHidden[$0] }) else { return }
      if hide(among: children, until: k) < k { isHidden[node] = true }
    }

    /// Hides children, the smallest first, until they have so much play.
    ///
    /// - Returns: The play they have.
    private mutating func hide(among children: [Int], until needed: Int) -> Int {
      var play = children.reduce(0) { $0 + self.play($1) }
      let shown = children.filter { !isHidden[$0] && tree.counts[$0] > 0 }
      for child in shown.sorted(by: { (tree.counts[$0], $0) < (tree.counts[$1], $1) }) {
        guard play < needed else { break }
        isHidden[child] = true
        let own = tree.children[child]
        play += own.isEmpty ? tree.counts[child] - 1 : hide(among: own, until: needed - play)
      }
      return play
    }
  }
}

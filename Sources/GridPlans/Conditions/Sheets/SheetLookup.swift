import GridGeometry
import GridMaps

/// Finds the leaf grids and lines in a window. Not `Sendable`, like the trees in it: a task has its own.
final class SheetLookup {
  private let leaves: [Int]
  private let grids: BoxTree
  private let lines: BoxTree

  /// - Parameters:
  ///   - leaves: Positions of leaf grids, and a box for each.
  ///   - lines: All that sheets may show.
  init(leaves: [Int], boxes: [Envelope], lines: [MapLine]) throws(PlanError) {
    self.leaves = leaves
    grids = try BoxTree(boxes)
    self.lines = try BoxTree(lines.map { Envelope($0.points) })
  }

  /// Positions of leaf grids, ascending.
  func leaves(in window: Envelope) throws(PlanError) -> [Int] { try grids.query(window).map { leaves[$0] } }

  /// Positions of lines, ascending.
  func lines(in window: Envelope) throws(PlanError) -> [Int] { try lines.query(window) }
}

/// A tree that several places hold.
private final class BoxTree {
  private let tree: STRtree

  init(_ boxes: [Envelope]) throws(PlanError) {
    do {
      tree = try STRtree(boxes)
    } catch {
      throw .internalFault("finding the ground of map sheets: \(error.message)")
    }
  }

  func query(_ window: Envelope) throws(PlanError) -> [Int] {
    do {
      return try tree.query(window)
    } catch {
      throw .internalFault("finding the ground of map sheets: \(error.message)")
    }
  }
}

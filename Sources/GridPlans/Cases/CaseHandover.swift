import GridAuditing
import GridCases
import GridLayers

/// What became of a plan's cases when its grids changed: handed on from grid to grid and from post to post.
public struct CaseHandover: Hashable, Sendable, Encodable {
  /// A case and where it was and is.
  struct Change: Hashable {
    let id: String
    let caseClass: String
    let from: Place
    let to: Place
  }

  /// Where a case is, and who is in charge of it.
  struct Place: Hashable {
    let grid: String
    let located: CasePlace
    let post: ResponsiblePosts.Post?

    init(_ record: PlanCase, _ posts: ResponsiblePosts) {
      grid = record.grid
      located = record.located
      // A vacant post has nobody to hand anything to.
      post = record.grid.isEmpty ? nil : posts.post(of: record.grid).flatMap { $0.worker == nil ? nil : $0 }
    }
  }

  /// All cases; the five after it add up to it.
  public private(set) var carried = 0
  /// In the grid they were in, or in none as before.
  public private(set) var unchanged = 0
  /// From one grid to another.
  public private(set) var moved = 0
  public private(set) var nowInside = 0
  public private(set) var nowOutside = 0
  public private(set) var nowAmbiguous = 0
  /// Cases that somebody else is in charge of now, wherever they are.
  public private(set) var otherPost = 0
  private(set) var changes: [Change] = []

  private enum CodingKeys: String, CodingKey {
    case carried, unchanged, moved, nowInside, nowOutside, nowAmbiguous, otherPost
  }

  mutating func note(_ old: PlanCase, _ from: ResponsiblePosts, _ new: PlanCase, _ to: ResponsiblePosts) {
    let change = Change(id: old.id, caseClass: old.caseClass, from: Place(old, from), to: Place(new, to))
    carried += 1
    if change.from.grid == change.to.grid, change.from.located == change.to.located {
      unchanged += 1
    } else if new.located == .inside {
      if old.located == .inside { moved += 1 } else { nowInside += 1 }
    } else if new.located == .ambiguous {
      nowAmbiguous += 1
    } else {
      nowOutside += 1
    }
    let isOtherPost = change.from.post != change.to.post
    if isOtherPost { otherPost += 1 }
    if isOtherPost || change.from != change.to { changes.append(change) }
  }

  /// The figures in a line.
  public var text: BilingualText {
    BilingualText(
      en: "\(counted(carried, "case")) carried along: \(unchanged) stay, \(moved) in another grid, \(nowInside) now inside, \(nowOutside) now outside, "
        + "\(nowAmbiguous) now in several; \(otherPost) have somebody else in charge",
      zh: "随迁案件 \(carried) 件：\(unchanged) 件不变，\(moved) 件换网格，\(nowInside) 件现在网格内，\(nowOutside) 件现在网格外，"
        + "\(nowAmbiguous) 件现属多个网格；\(otherPost) 件更换责任人")
  }
}

extension CaseHandover {
  private static let fields = [
    "id", "class", "old_grid", "new_grid", "old_located", "new_located", "old_post_grid", "old_role", "old_worker",
    "new_post_grid", "new_role", "new_worker",
  ].map { Field($0, .text) }

  /// Writes every case that changed its grid or whoever is in charge, for use inside the house: UTF-8 that a spreadsheet
  /// may open.
  func write(to path: String) throws(PlanError) {
    try asPlanErrors("writing \(path)") {
      let writer = try CSVWriter(path: path, fields: Self.fields)
      for change in changes {
        func cells(_ post: ResponsiblePosts.Post?) -> [FieldValue] {
          [.init(post?.grid), .init(post?.role), .init(post?.worker)]
        }
        let head: [FieldValue] = [
          .text(change.id), .text(change.caseClass), .stated(change.from.grid), .stated(change.to.grid),
          .text(change.from.located.rawValue), .text(change.to.located.rawValue),
        ]
        try writer.write((head + cells(change.from.post) + cells(change.to.post)).map(\.spreadsheetSafe))
      }
      try writer.finish()
    }
  }

  /// The rows that a plan keeps of it, `case_moves`.
  func rows(at time: Instant) -> [[FieldValue]] {
    changes.filter { $0.from.grid != $0.to.grid || $0.from.located != $0.to.located }.map { change in
      [
        .text(change.id), .text(time.stamp), .stated(change.from.grid), .stated(change.to.grid),
        .text(change.from.located.rawValue), .text(change.to.located.rawValue),
      ]
    }
  }
}

extension PlanSchema {
  /// Which cases a change of grids or places handed on; rows are only ever added.
  static let caseMoves = LayerSchema(
    name: "case_moves",
    fields: ["case", "at", "old_grid", "new_grid", "old_located", "new_located"].map { Field($0, .text) }, geometryType: "")

  static let aboutCaseMoves = "Cases handed on from grid to grid; rows are only ever added"
}

public import GridGeometry

/// Many cases with their events, in columns: a million of them are a few arrays, not a million objects.
///
/// A case is named by its row, in the order of adding. Free text and reporters are not kept here.
public struct CaseTable: Sendable {
  /// Codes; a case holds a position in them.
  public let classes: [String]
  public let grids: [String]
  private let classNumbers: [String: Int]
  private let gridNumbers: [String: Int]

  private var ids: [String] = []
  private var rows: [String: Int32] = [:]
  private var classOf: [Int32] = []
  private var gridOf: [Int32] = []
  private var placeOf: [Point] = []
  private var progressOf: [CaseProgress] = []
  var log = EventLog()

  /// An empty table.
  ///
  /// - Parameters:
  ///   - classes: The codes of the classes that cases may have, each once.
  ///   - grids: The codes of the grids, as a rule the leaves, each once.
  public init(classes: [String], grids: [String]) {
    self.classes = classes
    self.grids = grids
    classNumbers = Dictionary(classes.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    gridNumbers = Dictionary(grids.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  public var count: Int { ids.count }
  public var eventCount: Int { log.count }

  /// Makes room for so many cases, which saves time when many come.
  public mutating func reserve(_ count: Int) {
    ids.reserveCapacity(count)
    rows.reserveCapacity(count)
    classOf.reserveCapacity(count)
    gridOf.reserveCapacity(count)
    placeOf.reserveCapacity(count)
    progressOf.reserveCapacity(count)
    log.reserve(cases: count)
  }

  /// Adds a case with its submission.
  ///
  /// - Parameters:
  ///   - id: Its name here, unlike all others: where cases come from several sources, with the source in it.
  ///   - grid: The code of its leaf grid; `nil` while it is not located.
  ///   - place: In the plan's metres; `nil` for a case with no more than an address.
  /// - Returns: Its row.
  /// - Throws: ``CaseError/caseTwice(_:)``, ``CaseError/unknownClass(_:known:)``, ``CaseError/unknownGrid(_:)``,
  ///   ``CaseError/tooMany``.
  @discardableResult
  public mutating func add(
    id: String, caseClass: String, grid: String? = nil, place: Point? = nil, submitted: Instant,
    to tier: CaseTier = .grid, actor: String = ""
  ) throws(CaseError) -> Int {
    guard rows[id] == nil else { throw .caseTwice(id) }
    guard let number = classNumbers[caseClass] else { throw .unknownClass(caseClass, known: classes) }
    let gridNumber = try position(ofGrid: grid)
    let row = ids.count
    guard row < Int(Int32.max), log.hasRoom else { throw .tooMany }
    log.begin(CaseEvent(.submitted(tier), at: submitted, actor: actor))
    ids.append(id)
    rows[id] = Int32(row)
    classOf.append(Int32(number))
    gridOf.append(gridNumber)
    placeOf.append(place ?? Point(.nan, .nan))
    progressOf.append(CaseProgress(submitted: submitted, to: tier))
    return row
  }

  private func position(ofGrid code: String?) throws(CaseError) -> Int32 {
    guard let code else { return -1 }
    guard let number = gridNumbers[code] else { throw .unknownGrid(code) }
    return Int32(number)
  }

  /// Adds an event to a case, or says why not and changes nothing.
  ///
  /// - Parameter row: `0..<count`.
  /// - Throws: What ``CaseHistory/append(_:)`` throws, ``CaseError/tooMany``.
  public mutating func append(_ event: CaseEvent, to row: Int) throws(CaseError) {
    if case .merged(let original) = event.move, original == ids[row] { throw .mergedIntoItself(original) }
    if event.move.kind == .claimed, let holder = holder(of: row) { throw .alreadyClaimed(by: holder) }
    guard log.hasRoom else { throw .tooMany }
    try progressOf[row].take(event.move.kind, tier: event.move.tier, at: event.at)
    log.append(event, to: row)
  }

  /// Puts a case into another grid or at another place, as when a plan changes.
  ///
  /// - Throws: ``CaseError/unknownGrid(_:)``.
  public mutating func relocate(_ row: Int, to grid: String?, place: Point?) throws(CaseError) {
    gridOf[row] = try position(ofGrid: grid)
    placeOf[row] = place ?? Point(.nan, .nan)
  }
}

extension CaseTable {
  /// The row of a case; `nil` for one that is not here.
  public func row(of id: String) -> Int? { rows[id].map(Int.init) }

  /// The name it was added by.
  public func id(of row: Int) -> String { ids[row] }

  /// The code of its class.
  public func caseClass(of row: Int) -> String { classes[classNumber(of: row)] }

  /// The position of its class in ``classes``.
  public func classNumber(of row: Int) -> Int { Int(classOf[row]) }

  /// The code of its grid; `nil` where it is not located.
  public func grid(of row: Int) -> String? { gridNumber(of: row).map { grids[$0] } }

  /// The position of its grid in ``grids``.
  public func gridNumber(of row: Int) -> Int? { gridOf[row] < 0 ? nil : Int(gridOf[row]) }

  /// In the plan's metres.
  public func place(of row: Int) -> Point? { placeOf[row].isFinite ? placeOf[row] : nil }

  /// How far it has come by now.
  public func progress(of row: Int) -> CaseProgress { progressOf[row] }

  /// Who has claimed it; `nil` in every state but claimed.
  public func holder(of row: Int) -> String? {
    progressOf[row].state == .claimed ? log.lastClaimant(of: row) : nil
  }

  /// Everything that happened to it, in order.
  public func events(of row: Int) -> [CaseEvent] { log.events(of: row) }

  /// The case by itself.
  public func history(of row: Int) throws(CaseError) -> CaseHistory {
    try CaseHistory(id: id(of: row), caseClass: caseClass(of: row), replaying: events(of: row))
  }
}

import GridCases

/// Seals who reported the cases of a feed, row by row.
struct ContactIntake {
  private let seal: ReporterSeal
  private let names: [String]
  /// Cases whose reporters are kept already.
  private var known: Set<String>
  private let keepDays: Int
  private let asOf: Instant
  private static let longest = 500
  /// Rows whose contact was not kept because its time is over.
  private(set) var expired = 0

  init(_ request: ReporterRequest, names: [String], known: Set<String>, asOf: Instant) throws(PlanError) {
    guard (1...3650).contains(request.keepDays) else {
      throw .badInput(
        InputProblem(
          source: "--keep-days", cause: BilingualText(en: "it is not from 1 to 3650", zh: "应在 1 到 3650 之间"),
          remedy: BilingualText(en: "Keep reporters as long as the matter needs, and no longer", zh: "请按办理所需的最短期限填写")))
    }
    seal = try readReporterKey(request.keyFile)
    self.names = names
    self.known = known
    keepDays = request.keepDays
    self.asOf = asOf
  }

  /// - Throws: What is wrong with the contact of a row, in words that do not repeat it.
  func check(_ row: FeedRow) throws(RowFault) {
    guard let long = zip(names, row.contact).first(where: { $0.1.utf8.count > Self.longest }) else { return }
    throw RowFault(
      "too-long", en: "its reporter's \(long.0) has more than \(Self.longest) bytes", zh: "上报人的 \(long.0) 超过 \(Self.longest) 字节")
  }

  /// The sealed contact of a row; `nil` where it has none, the plan has it already, or its time is over.
  mutating func take(_ row: FeedRow, of record: PlanCase) -> SealedContact? {
    let contact = zip(names, row.contact).filter { !$0.1.isEmpty }.map { (name: $0.0, value: $0.1) }
    guard !contact.isEmpty, !known.contains(record.id) else { return nil }
    let until = record.submitted.adding(seconds: keepDays * 86_400)
    guard until > asOf else {
      expired += 1
      return nil
    }
    guard known.insert(record.id).inserted, let sealed = try? seal.seal(contact, of: record.id)
    else { return nil }
    return SealedContact(caseID: record.id, sealed: sealed, keepUntil: until)
  }
}

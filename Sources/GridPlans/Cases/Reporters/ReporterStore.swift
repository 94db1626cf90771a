import GridAuditing
public import GridCases
import GridGeometry
import GridLayers

extension PlanSchema {
  /// Who reported cases, sealed; apart from them, and in no export.
  static let reporters = LayerSchema(
    name: "reporters",
    fields: [Field("case", .text), Field("sealed", .blob), Field("keep_until", .text)], geometryType: "")

  /// Who looked at whom, and when.
  static let reporterReads = LayerSchema(
    name: "reporter_reads", fields: [Field("case", .text), Field("at", .text), Field("reader", .text)], geometryType: "")

  static let aboutReporters = "Who reported cases, sealed; emptied when their time is over"
  static let aboutReporterReads = "Each look at a reporter; rows are only ever added"
}

/// A contact on its way into a plan.
struct SealedContact {
  let caseID: String
  let sealed: [UInt8]
  let keepUntil: Instant

  var values: [FieldValue] { [.text(caseID), .blob(sealed), .text(keepUntil.stamp)] }
}

extension PlanFile {
  /// The cases whose reporters the file has, or had until their time was over: none of them is taken in again.
  func reportedCases() throws(PlanError) -> Set<String> {
    guard try layerNames().contains(PlanSchema.reporters.name) else { return [] }
    return try asPlanErrors("reading \(path)") {
      var ids: Set<String> = []
      try GeoPackageTableReader(path, table: PlanSchema.reporters.name, columns: ["case"]).forEach { _, row in
        if let id = row.text(0) { ids.insert(id) }
      }
      return ids
    }
  }

  /// How many reporters the file has.
  fileprivate func reporterCount() throws(PlanError) -> Int {
    guard try layerNames().contains(PlanSchema.reporters.name) else { return 0 }
    return try asPlanErrors("reading \(path)") {
      var count = 0
      try GeoPackageTableReader(path, table: PlanSchema.reporters.name, columns: ["sealed"]).forEach { _, row in
        if !row.isNull(0) { count += 1 }
      }
      return count
    }
  }
}

extension GeoPackageChange {
  /// Adds contacts, with their table where it is not there yet.
  func add(_ contacts: [SealedContact]) throws {
    guard !contacts.isEmpty else { return }
    if try !has(PlanSchema.reporters.name) {
      try addLayer(PlanSchema.reporters, description: PlanSchema.aboutReporters, unique: [["case"]])
    }
    try insert(into: PlanSchema.reporters, expecting: contacts.count, contacts.lazy.map { (nil, $0.values) })
  }
}

/// What ``showReporter(of:in:keyFile:reader:at:control:)`` tells.
public struct ReporterContact: Hashable, Sendable, Encodable {
  /// One field of a contact.
  public struct Field: Hashable, Sendable, Encodable {
    public let name, value: String
  }

  public let schema: Int
  public let id: String
  public let contact: [Field]
  /// By the clocks asked for.
  public let keepUntil: String
}

/// Opens the contact of the reporter of a case for a member of staff. The look is written down first, and stays so whether
/// or not the contact opens.
///
/// - Parameters:
///   - reader: The id of the member of staff.
///   - time: Of the look, which is now: a contact whose time is over is not shown, and the time is written down.
///   - zone: By whose clocks the answer tells times; `nil` for UTC.
/// - Throws: ``PlanError``.
public func showReporter(
  of id: String, in path: String, keyFile: String, reader: String, at time: Instant, zone: ClockZone? = nil,
  control: PlanningControl = PlanningControl()
) throws(PlanError) -> ReporterContact {
  func problem(_ cause: BilingualText, _ remedy: BilingualText) -> PlanError {
    .badInput(InputProblem(source: path, place: BilingualText(id.shortened), cause: cause, remedy: remedy))
  }
  guard !reader.trimmingSpaces.isEmpty, reader.utf8.count <= 200 else {
    throw .badInput(
      InputProblem(
        source: "--reader", cause: BilingualText(en: "nobody is named", zh: "没有写明查看人"),
        remedy: BilingualText(en: "Write the id of the member of staff who looks", zh: "请写明查看人员的编号")))
  }
  let seal = try readReporterKey(keyFile)
  let none = problem(
    BilingualText(en: "no reporter of this case is kept", zh: "没有保存该案件的上报人"),
    BilingualText(en: "It was never taken in, or its time is over", zh: "从未收录，或已过保存期限"))
  return try holdingPlan(at: path, control) { () throws(PlanError) in
    let file = PlanFile(path: path, control: control)
    guard try file.layerNames().contains(PlanSchema.reporters.name) else { throw none }
    let row = try file.editing(at: time) { change -> [FieldValue]? in
      guard let row = try change.rows(of: PlanSchema.reporters.name, ["sealed", "keep_until"], where: "case", is: id).first
      else { return nil }
      if try !change.has(PlanSchema.reporterReads.name) {
        try change.addLayer(PlanSchema.reporterReads, description: PlanSchema.aboutReporterReads)
      }
      try change.insert(
        into: PlanSchema.reporterReads, [(nil, [.text(id), .text(time.stamp), .text(reader.trimmingSpaces)])])
      return row
    }
    guard let row, case .blob(let sealed) = row[0], let until = row[1].text.flatMap({ Instant(stamp: $0) }), until > time
    else { throw none }
    do throws(SealFault) {
      return ReporterContact(
        schema: 1, id: id, contact: try seal.open(sealed, of: id).map { .init(name: $0.name, value: $0.value) },
        keepUntil: until.told(in: zone))
    } catch {
      throw problem(BilingualText(error.text), BilingualText(en: "Use the key that the cases were imported with", zh: "请使用导入案件时所用的密钥"))
    }
  }
}

/// What ``purgeReporters(in:asOf:control:)`` did.
public struct ReporterPurge: Hashable, Sendable, Encodable {
  public let schema: Int
  public let asOf: String
  public let purged: Int
  public let kept: Int

  public var text: BilingualText {
    BilingualText(en: "\(counted(purged, "reporter")) deleted as of \(asOf), \(kept) kept", zh: "截至 \(asOf)，删除上报人 \(purged) 条，保留 \(kept) 条")
  }
}

/// Deletes the reporters whose time is over by an instant, and the bytes they had in the file. That their cases had one is
/// kept, so that no import brings them back.
///
/// - Parameters:
///   - now: What is deleted is gone for good, so no later instant is taken.
///   - zone: By whose clocks the answer tells times; `nil` for UTC.
/// - Throws: ``PlanError``; the file is then as it was.
public func purgeReporters(
  in path: String, asOf time: Instant, now: Instant, zone: ClockZone? = nil, control: PlanningControl = PlanningControl()
) throws(PlanError) -> ReporterPurge {
  guard time <= now else {
    let (late, present) = (time.told(in: zone), now.told(in: zone))
    throw .badInput(
      InputProblem(
        source: "--as-of",
        cause: BilingualText(
          en: "\(late) lies after \(present), which is now: reporters would be deleted before their time",
          zh: "\(late) 晚于现在（\(present)），上报人会在期满之前被删除"),
        remedy: BilingualText(en: "Leave it out, or name a moment that is past", zh: "请不写，或写已过去的时刻")))
  }
  return try holdingPlan(at: path, control) { () throws(PlanError) in
    let file = PlanFile(path: path, control: control)
    let before = try file.reporterCount()
    var purged = 0
    if before > 0 {
      purged = try file.editing(at: time, wiping: true) { change in
        try change.clear("sealed", of: PlanSchema.reporters, where: "keep_until", upTo: time.stamp)
      }
    }
    return ReporterPurge(schema: 1, asOf: time.told(in: zone), purged: purged, kept: before - purged)
  }
}

extension Instant {
  fileprivate func told(in zone: ClockZone?) -> String { zone.map { text(in: $0) } ?? description }
}

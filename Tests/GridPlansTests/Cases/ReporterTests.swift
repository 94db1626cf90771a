import Foundation
import GridCases
import GridPlans
import GridVisits
import Referees
import Testing

@Suite("Who reported a case")
struct ReporterTests {
  private static let secrets = ["Zhang Wei", "张伟", "13800138000", "wei@example.org"]

  private func town(keepDays: Int = 400) throws -> (town: CaseTown, key: String, request: CaseImportRequest) {
    let town = try CaseTown()
    let key = "\(town.space.path)/reporters.key"
    try makeReporterKey(at: key)
    try town.space.write(
      """
      id,class,created,closed,who,tel,mail
      1,noise,2026-01-01,,Zhang Wei,13800138000,wei@example.org
      2,noise,2026-02-01,,张伟,,
      3,noise,2026-03-01,,,,

      """, to: "calls.csv")
    var request = try town.request("calls.csv")
    request.fields = .unstated
    request.reporters = ReporterRequest(
      fields: try ReporterFields("name=who,phone=tel,email=mail"), keyFile: key, keepDays: keepDays)
    return (town, key, request)
  }

  /// Whether any byte of any file beside the feed tells who somebody is.
  private func leaks(_ town: CaseTown) throws -> [String] {
    try town.space.files.filter { $0 != "calls.csv" }.filter { name in
      let bytes = try town.space.bytes(name)
      return Self.secrets.contains { bytes.range(of: Data($0.utf8)) != nil || bytes.range(of: $0.data(using: .utf16LittleEndian) ?? Data()) != nil }
    }
  }

  @Test("Without being asked nobody is kept")
  func unasked() throws {
    let (town, _, asked) = try town()
    var request = asked
    request.reporters = nil
    #expect(try importCases(into: town.path, request).reporters == 0)
    #expect(try leaks(town) == [])
    #expect(throws: PlanError.self) {
      try showReporter(of: "1", in: town.path, keyFile: "\(town.space.path)/reporters.key", reader: "w1", at: CaseTown.instant("2026-04-01"))
    }
  }

  @Test("Contacts open with the key alone, each look is written down, and no byte of plan, list or journal tells them")
  func sealed() throws {
    let (town, key, request) = try town()
    #expect(try importCases(into: town.path, request).reporters == 2)
    #expect(try leaks(town) == [])
    let now = try CaseTown.instant("2026-06-01")
    let contact = try showReporter(of: "1", in: town.path, keyFile: key, reader: "w17", at: now)
    #expect(contact.contact.map(\.value) == ["Zhang Wei", "13800138000", "wei@example.org"])
    #expect(contact.contact.map(\.name) == ["name", "phone", "email"])
    let other = "\(town.space.path)/other.key"
    try makeReporterKey(at: other)
    #expect(throws: PlanError.self) { try showReporter(of: "2", in: town.path, keyFile: other, reader: "w18", at: now) }
    #expect(throws: PlanError.self) { try showReporter(of: "3", in: town.path, keyFile: key, reader: "w18", at: now) }
    for format in CaseListFormat.allCases { _ = try town.list(format) }
    #expect(try leaks(town) == [])
    guard let referee = Referee(importing: "sqlite3") else { return }
    let script = """
      import sqlite3, sys
      plan = sqlite3.connect(sys.stdin.read().strip())
      print(plan.execute('SELECT "case", at, reader FROM reporter_reads ORDER BY rowid').fetchall())
      print(sorted(len(blob) % 256 for blob, in plan.execute("SELECT sealed FROM reporters")))
      # Under another id the bytes do not open, so swapping them gains nothing.
      first, second = [blob for blob, in plan.execute('SELECT sealed FROM reporters ORDER BY "case"')]
      plan.execute("UPDATE reporters SET sealed = ? WHERE \\"case\\" = '2'", (first,))
      plan.commit()
      """
    let told = try referee.run(script, input: town.path)
    #expect(told.contains("[('1', '2026-06-01T00:00:00.000Z', 'w17'), ('2', '2026-06-01T00:00:00.000Z', 'w18')]"), "\(told)")
    #expect(told.contains("[28, 28]"), "\(told)")
    #expect(throws: PlanError.self) { try showReporter(of: "2", in: town.path, keyFile: key, reader: "w18", at: now) }
  }

  @Test("Elements of Open311 that are named are sealed, and no other tells who somebody is", arguments: ["json", "xml"])
  func open311(ending: String) throws {
    let (town, key, asked) = try town()
    let values = [
      ("service_request_id", "r1"), ("status", "open"), ("service_name", "noise"), ("first_name", "Zhang"), ("last_name", "Wei"),
      ("phone", "13800138000"), ("email", "wei@example.org"), ("requested_datetime", "2026-01-01T08:00:00+08:00"),
    ]
    let text =
      ending == "json"
      ? "[{\(values.map { "\"\($0)\":\"\($1)\"" }.joined(separator: ","))}]"
      : "<service_requests><request>\(values.map { "<\($0)>\($1)</\($0)>" }.joined())</request></service_requests>"
    try town.space.write(text, to: "calls.csv")
    var request = asked
    let feed = try town.space.write(text, to: "feed.\(ending)")
    defer { try? FileManager.default.removeItem(atPath: feed) }
    request.input = feed
    request.reporters = ReporterRequest(
      fields: try ReporterFields("name=first_name+last_name,phone=phone"), keyFile: key, keepDays: 400)
    #expect(try importCases(into: town.path, request).reporters == 1)
    try FileManager.default.removeItem(atPath: feed)
    let contact = try showReporter(of: "r1", in: town.path, keyFile: key, reader: "w1", at: CaseTown.instant("2026-06-01"))
    #expect(contact.contact.map(\.value) == ["Zhang Wei", "13800138000"])
    for format in CaseListFormat.allCases { _ = try town.list(format) }
    #expect(try leaks(town) == [])
    try town.space.write(text, to: "feed.\(ending)")
    request.reporters = ReporterRequest(fields: try ReporterFields("phone=tel"), keyFile: key, keepDays: 400)
    let error = #expect(throws: PlanError.self) { _ = try importCases(into: town.path, request) }
    #expect(error?.text(in: .en).contains("`tel`") == true && error?.text(in: .zh).contains("`tel`") == true)
  }

  @Test("What is sealed opens by another implementation of AES-GCM, with the case's id as associated data")
  func referee() throws {
    let (town, key, request) = try town()
    _ = try importCases(into: town.path, request)
    guard let referee = Referee(importing: "cryptography") else { return }
    let script = """
      import sqlite3, sys
      from cryptography.hazmat.primitives.ciphers.aead import AESGCM
      plan, key = sys.stdin.read().split("\\n")[:2]
      key = bytes.fromhex(open(key).read().strip())
      blob, = sqlite3.connect(plan).execute("SELECT sealed FROM reporters WHERE \\"case\\" = '1'").fetchone()
      print(AESGCM(key).decrypt(blob[:12], blob[12:], b"1"))
      """
    let text = try referee.run(script, input: "\(town.path)\n\(key)\n")
    #expect(text.contains("Zhang Wei") && text.contains("13800138000"), "\(text)")
  }

  @Test("After their time they are not shown, not taken in again, and purged with their bytes")
  func purge() throws {
    let (town, key, request) = try town(keepDays: 30)
    var early = request
    early.asOf = try CaseTown.instant("2026-03-02")
    #expect(try importCases(into: town.path, early).imported == 3)
    #expect(throws: PlanError.self) {
      try showReporter(of: "2", in: town.path, keyFile: key, reader: "w1", at: CaseTown.instant("2026-03-04"))
    }
    guard let referee = Referee(importing: "sqlite3") else { return }
    let script = """
      import sqlite3, sys
      for blob, in sqlite3.connect(sys.stdin.read().strip()).execute("SELECT sealed FROM reporters"): print(blob.hex())
      """
    let sealed = try referee.run(script, input: town.path).split(whereSeparator: \.isNewline).map(String.init)
    #expect(sealed.count == 1)
    let bytes = try #require(sealed.first.map { hex in
      Data(stride(from: 0, to: hex.utf8.count, by: 2).compactMap { UInt8(String(Array(hex)[$0...$0 + 1]), radix: 16) })
    })
    #expect(try town.space.bytes("plan.gpkg").range(of: bytes) != nil)
    #expect(try purgeReporters(in: town.path, asOf: CaseTown.instant("2026-03-02"), now: CaseTown.instant("2026-11-21")).purged == 0)
    let purge = try purgeReporters(in: town.path, asOf: CaseTown.instant("2026-03-10"), now: CaseTown.instant("2026-11-21"))
    #expect(purge.purged == 1 && purge.kept == 0)
    let left = try town.space.bytes("plan.gpkg")
    #expect(left.range(of: bytes) == nil && left.range(of: bytes.dropFirst(40).prefix(60)) == nil)
    #expect(try importCases(into: town.path, request).reporters == 0)
    // Not even by a clock that is set back.
    #expect(try importCases(into: town.path, early).reporters == 0)
    #expect(try purgeReporters(in: town.path, asOf: CaseTown.instant("2026-03-10"), now: CaseTown.instant("2026-11-21")).kept == 0)
    #expect(throws: PlanError.self) {
      try showReporter(of: "2", in: town.path, keyFile: key, reader: "w1", at: CaseTown.instant("2026-03-02"))
    }
    #expect(!town.space.files.contains { $0.hasSuffix("-journal") })
  }

  @Test("Nobody is deleted before their time: a purge as of a later moment than now is refused, and changes no byte")
  func purgeAhead() throws {
    let (town, _, request) = try town()
    _ = try importCases(into: town.path, request)
    let before = try town.space.bytes("plan.gpkg")
    let now = try CaseTown.instant("2026-06-01")
    let error = #expect(throws: PlanError.self) {
      try purgeReporters(in: town.path, asOf: CaseTown.instant("2099-01-01"), now: now)
    }
    for language in [Language.en, .zh] {
      let told = error?.text(in: language) ?? ""
      #expect(told.contains("--as-of") && told.contains("2099-01-01T00:00:00Z") && told.contains("2026-06-01T00:00:00Z"), "\(told)")
    }
    #expect(try town.space.bytes("plan.gpkg") == before)
    #expect(try purgeReporters(in: town.path, asOf: now, now: now).kept == 2)
  }

  @Test("An import says how many reporters it sealed, and how many it did not keep")
  func told() throws {
    let (town, _, asked) = try town(keepDays: 300)
    var request = asked
    request.asOf = try CaseTown.instant("2026-11-10")
    let summary = try importCases(into: town.path, request)
    #expect(summary.reporters == 1 && summary.reportersExpired == 1)
    #expect(summary.text.en.contains("1 reporter sealed; 1 not kept") && summary.text.zh.contains("封存上报人 1 条"))
    let again = try importCases(into: town.path, request)
    #expect(again.text.en.contains("0 reporters sealed; 1 not kept"))
    request.reporters = nil
    #expect(try importCases(into: town.path, request).text.en.contains("sealed") == false)
  }

  @Test("Times are told by the clocks asked for, and by UTC where none are")
  func clocks() throws {
    let (town, key, request) = try town()
    _ = try importCases(into: town.path, request)
    let now = try CaseTown.instant("2026-01-10")
    for (zone, until, asOf) in [
      (nil, "2027-02-04T16:00:00Z", "2026-01-10T00:00:00Z"),
      (try ClockZone("Asia/Shanghai"), "2027-02-05T00:00:00+08:00", "2026-01-10T08:00:00+08:00"),
      (try ClockZone("America/Los_Angeles"), "2027-02-04T08:00:00-08:00", "2026-01-09T16:00:00-08:00"),
    ] as [(ClockZone?, String, String)] {
      #expect(try showReporter(of: "1", in: town.path, keyFile: key, reader: "w1", at: now, zone: zone).keepUntil == until)
      let purge = try purgeReporters(in: town.path, asOf: now, now: now, zone: zone)
      #expect(purge.asOf == asOf && purge.text.en.contains(asOf) && purge.text.zh.contains(asOf))
    }
  }

  @Test("A plan made again keeps them sealed, and an adopted one too")
  func carried() throws {
    let (town, key, request) = try town()
    _ = try importCases(into: town.path, request)
    let layer = ForeignLayerOptions(fields: try FieldMapping("code=no,name=title"), referenceSystem: "EPSG:4547")
    _ = try adoptGrids(
      from: try DrawnLayer(3).write(to: town.space), writingTo: town.path,
      options: AdoptionOptions(layer: layer, name: "Town", threads: 1, date: "2026-11-22"), control: PlanningControl())
    let contact = try showReporter(of: "2", in: town.path, keyFile: key, reader: "w1", at: CaseTown.instant("2026-06-01"))
    #expect(contact.contact.map(\.value) == ["张伟"])
    #expect(try leaks(town) == [])
  }

  @Test("A key that others may read, or that is none, is refused", arguments: ["", "short", "zz", "loose"])
  func badKeys(kind: String) throws {
    let (town, key, request) = try town()
    if kind == "loose" {
      try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: key)
    } else {
      try Data(kind.utf8).write(to: URL(fileURLWithPath: key))
    }
    #expect(throws: PlanError.self) { try importCases(into: town.path, request) }
    #expect(throws: PlanError.self) { try makeReporterKey(at: key) }
  }
}

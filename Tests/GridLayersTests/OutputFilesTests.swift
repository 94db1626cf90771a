import Foundation
import GridLayers
import Testing

@Suite("Files that appear together")
struct OutputFilesTests {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("gridwright-\(UUID().uuidString)").path

  private func put(_ text: String, to path: String) throws { try Data(text.utf8).write(to: URL(fileURLWithPath: path)) }

  private var files: [String: String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return Dictionary(
      uniqueKeysWithValues: names.map { ($0, (try? String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8)) ?? "?") }
    )
  }

  @Test("Nothing is in place before all of it is, and nothing else is left behind")
  func together() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var files = try OutputFiles("\(folder)/deep")
    try put("one", to: try files.add("a"))
    // A writer that puts its file in place by itself needs no second one beside it.
    do {
      let writer = try CSVWriter(path: try files.add("b"), fields: [Field("two", .text)])
      try writer.finish()
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: "\(folder)/deep")
    #expect(names.count == 2 && names.allSatisfy { $0.hasSuffix(".part") })
    try files.commit()
    #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder)/deep").sorted() == ["a", "b"])
    var dropped = try OutputFiles("\(folder)/other")
    try put("three", to: try dropped.add("c"))
    dropped.discard()
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["deep"])
  }

  @Test("Where one cannot take its place, those that have go back")
  func goingBack() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try put("old", to: "\(folder)/a")
    var files = try OutputFiles(folder)
    try put("new", to: try files.add("a"))
    try put("new", to: try files.add("b"))
    try put("new", to: try files.add("c"))
    // Somebody puts a folder where the last file is to go.
    try FileManager.default.createDirectory(atPath: "\(folder)/c/x", withIntermediateDirectories: true)
    #expect(throws: LayerError.self) { try files.commit() }
    #expect(self.files == ["a": "old", "c": "?"])
  }

  @Test("Who is refused takes nothing with him that somebody else has put in place meanwhile")
  func refused() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    struct Refusal: Error {}
    var one = try OutputFiles(folder)
    var two = try OutputFiles(folder)
    for (name, text) in [("a", "one"), ("b", "one")] { try put(text, to: try one.add(name)) }
    for name in ["a", "b", "c/d"] { try put("two", to: try two.add(name)) }
    try one.commit()
    #expect(throws: Refusal.self) { try two.commit { _ in throw Refusal() } }
    #expect(self.files == ["a": "one", "b": "one"])
  }

  @Test("A file that was never written is told before anything changes")
  func missing() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try put("old", to: "\(folder)/a")
    var files = try OutputFiles(folder)
    try put("new", to: try files.add("a"))
    _ = try files.add("b")
    #expect(throws: LayerError.self) { try files.commit() }
    #expect(self.files == ["a": "old"])
  }

  @Test("What was killed between two files says so, and the next set for the folder completes it first")
  func completing() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: "\(folder)/in", withIntermediateDirectories: true)
    // As it stands when one of three files has taken its place.
    for (name, text) in [
      ("a", "new"), ("b", "old"), (".b.1-2.part", "new"), ("in/c", "old"), ("in/.c.1-3.part", "new"), ("gone", "old"),
    ] { try put(text, to: "\(folder)/\(name)") }
    let list = """
      {"en":"","zh":"","put":[{"temporary":".a.1-1.part","name":"a"},{"temporary":".b.1-2.part","name":"b"},
      {"temporary":".c.1-3.part","name":"in/c"}],"remove":["gone"]}
      """
    try put(list, to: "\(folder)/INCOMPLETE.json")
    let files = try OutputFiles(folder)
    files.discard()
    #expect(self.files == ["a": "new", "b": "new", "in": "?"])
    #expect(try String(contentsOfFile: "\(folder)/in/c", encoding: .utf8) == "new")
    #expect(try FileManager.default.contentsOfDirectory(atPath: "\(folder)/in") == ["c"])
  }

  @Test(
    "A list that leads out of the folder, or is none, stops the writer and moves nothing",
    arguments: [
      #"{"en":"","zh":"","put":[],"remove":["../victim"]}"#, #"{"en":"","zh":"","put":[],"remove":["/etc/victim"]}"#,
      #"{"en":"","zh":"","put":[{"temporary":"victim","name":"a"}],"remove":[]}"#,
      #"{"en":"","zh":"","put":[{"temporary":".a./../victim.part","name":"a"}],"remove":[]}"#, "{", "",
    ])
  func foreign(list: String) throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: "\(folder)/set", withIntermediateDirectories: true)
    try put("mine", to: "\(folder)/victim")
    try put("mine", to: "\(folder)/set/victim")
    try put(list, to: "\(folder)/set/INCOMPLETE.json")
    let error = #expect(throws: LayerError.self) { _ = try OutputFiles("\(folder)/set") }
    #expect(error?.message.contains("INCOMPLETE.json") == true)
    #expect(files == ["victim": "mine", "set": "?"])
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: "\(folder)/set").sorted() == ["INCOMPLETE.json", "victim"])
  }

  @Test("Unfinished files of who was killed go with the next set, those of who still runs and of others stay")
  func tidying() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: "\(folder)/in/deep", withIntermediateDirectories: true)
    // No process has that number: it is above the most that Linux gives out.
    let gone = "4194999-1.part"
    let own = ".a.\(ProcessInfo.processInfo.processIdentifier)-9.part"
    for name in [".x.\(gone)", "in/.x.\(gone)", "in/deep/.x.y.\(gone)", own, "x.\(gone)", ".x.part", ".x.4194999.part"]
    {
      try put("half", to: "\(folder)/\(name)")
    }
    let files = try OutputFiles(folder, tidying: ["in"])
    files.discard()
    #expect(Set(self.files.keys) == [own, "x.\(gone)", ".x.part", ".x.4194999.part", "in"])
    #expect(try FileManager.default.subpathsOfDirectory(atPath: "\(folder)/in") == ["deep"])
  }

  @Test("What a last look finds stops a set, and nothing of it is left")
  func lookedAt() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    struct Found: Error {}
    var files = try OutputFiles(folder)
    try put("mine", to: try files.add("a"))
    try put("other's", to: "\(folder)/b")
    #expect(throws: Found.self) { try files.commit { _ in throw Found() } }
    #expect(self.files == ["b": "other's"])
  }

  @Test("Files of last time go with the others, not before")
  func removing() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try put("old", to: "\(folder)/old")
    for isKept in [true, false] {
      var files = try OutputFiles(folder)
      try put("new", to: try files.add("new"))
      files.remove("old")
      if isKept { files.discard() } else { try files.commit() }
      #expect(self.files == (isKept ? ["old": "old"] : ["new": "new"]))
    }
  }

  @Test("Of sets that are put in place at the same time one stands, as a whole")
  func atOnce() async throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let folder = folder
    try await withThrowingTaskGroup(of: Void.self) { group in
      for run in 0..<8 {
        group.addTask {
          for round in 0..<20 {
            var files = try OutputFiles(folder)
            for name in ["a", "b", "c", "d"] {
              try Data("\(run) \(round)".utf8).write(to: URL(fileURLWithPath: try files.add(name)))
            }
            try files.commit()
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(Set(files.keys) == ["a", "b", "c", "d"] && Set(files.values).count == 1, "\(files)")
  }
}

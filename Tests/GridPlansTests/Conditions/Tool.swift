import Foundation

/// Somebody else's program; `nil`, and a word about it, where it is not installed.
struct Tool {
  private let name: String

  init?(_ name: String) {
    self.name = name
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
    guard folders.contains(where: { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }) else {
      print("SKIPPED: \(name) is not there")
      return nil
    }
  }

  /// What it prints, and what it complains of.
  func run(_ arguments: [String]) throws -> (answer: String, complaints: String) {
    let complaints = FileManager.default.temporaryDirectory.appendingPathComponent("gridwright-\(UUID().uuidString)")
    try Data().write(to: complaints)
    defer { try? FileManager.default.removeItem(at: complaints) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [name] + arguments
    let answers = Pipe()
    process.standardOutput = answers
    process.standardError = try FileHandle(forWritingTo: complaints)
    try process.run()
    let text = answers.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (String(decoding: text, as: UTF8.self), try String(contentsOf: complaints, encoding: .utf8))
  }
}

import Foundation

/// A Python with the libraries of other people, for a second opinion. The core suite passes without one.
enum Referee {
  /// `GRIDWRIGHT_PYTHON`, else `python3` on the path, if it can import what is asked for.
  static func python(importing modules: String) -> String? {
    let named = ProcessInfo.processInfo.environment["GRIDWRIGHT_PYTHON"] ?? "python3"
    if (try? run(named, "import \(modules)", input: "")) != nil { return named }
    print("SKIPPED: no python with \(modules); set GRIDWRIGHT_PYTHON to one")
    return nil
  }

  struct Failure: Error { let status: Int32 }

  /// What the script prints for the input.
  static func run(_ python: String, _ script: String, input: String) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("gridwright-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("input")
    try input.write(to: file, atomically: true, encoding: .utf8)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [python, "-c", script]
    let answers = Pipe()
    process.standardInput = try FileHandle(forReadingFrom: file)
    process.standardOutput = answers
    process.standardError = FileHandle.nullDevice
    try process.run()
    let text = answers.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure(status: process.terminationStatus) }
    return String(decoding: text, as: UTF8.self)
  }
}

import Foundation

/// A Python with shapely, for a second opinion. The core suite passes without one.
enum Referee {
  /// `GRIDWRIGHT_PYTHON`, else `python3` on the path, if it has shapely 2.1 or later.
  static let python: String? = {
    let named = ProcessInfo.processInfo.environment["GRIDWRIGHT_PYTHON"] ?? "python3"
    if (try? run(named, "import shapely; shapely.coverage_is_valid", input: "")) != nil { return named }
    print("SKIPPED: no python with shapely 2.1; set GRIDWRIGHT_PYTHON to one")
    return nil
  }()

  struct Failure: Error { let status: Int32 }

  /// The lines the script prints for the input.
  static func run(_ python: String, _ script: String, input: String) throws -> [Substring] {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("gridwright-\(UUID().uuidString)")
    try input.write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
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
    return String(decoding: text, as: UTF8.self).split(separator: "\n")
  }
}

import Foundation

/// A Python with the libraries of other people, for a second opinion: their code shares nothing with ours. The core suite
/// passes without one.
package struct Referee: Sendable {
  /// Names the interpreter to use.
  package static let variable = "GRIDWRIGHT_PYTHON"

  /// One with shapely 2.1 or later, whose GEOS and coverage functions are called through bindings of their own.
  package static let shapely = Referee(importing: "shapely; shapely.coverage_is_valid")

  package struct Failure: Error { package let status: Int32 }

  private let interpreter: String

  /// The interpreter that ``variable`` names, or else `python3` on the path; `nil`, and a word about it, when it lacks
  /// the modules.
  package init?(importing modules: String) {
    interpreter = ProcessInfo.processInfo.environment[Self.variable] ?? "python3"
    guard (try? run("import \(modules)")) != nil else {
      print("SKIPPED: no python with \(modules); set \(Self.variable) to one")
      return nil
    }
  }

  /// What a program prints.
  ///
  /// - Parameters:
  ///   - arguments: `sys.argv[1...]`.
  ///   - input: On its standard input, by way of a file, so that neither side waits for the other.
  /// - Throws: ``Failure`` when it fails.
  package func run(_ program: String, arguments: [String] = [], input: String = "") throws -> String {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("gridwright-\(UUID().uuidString)")
    try Data(input.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [interpreter, "-c", program] + arguments
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

import Foundation
import GridGeometry

/// Runs a Python program with shapely, whose GEOS and coverage functions share no code with ours.
enum ShapelyReferee {
  /// The interpreter named by GRIDWRIGHT_PYTHON, or `python3` on the path, when it can import shapely 2.1 or later.
  static let python: String? = {
    let named = ProcessInfo.processInfo.environment["GRIDWRIGHT_PYTHON"]
    for candidate in [named, "python3"].compactMap(\.self) {
      if run(candidate, program: "import shapely; shapely.coverage_is_valid; print(shapely.__version__)", input: "")
        != nil
      {
        return candidate
      }
    }
    print(
      "SKIPPED: the shapely referee needs python3 with shapely 2.1 or later, on PATH or named by GRIDWRIGHT_PYTHON.")
    return nil
  }()

  /// What a program prints for an input on its standard input; `nil` when it fails.
  static func run(_ interpreter: String, program: String, input: String) -> String? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [interpreter, "-c", program]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: file) }
    guard (try? Data(input.utf8).write(to: file)) != nil, let handle = try? FileHandle(forReadingFrom: file) else {
      return nil
    }
    process.standardInput = handle
    guard (try? process.run()) != nil else { return nil }
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? String(decoding: data, as: UTF8.self) : nil
  }
}

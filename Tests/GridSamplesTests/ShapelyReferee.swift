import Foundation

/// A Python with shapely: the referee that is not ours. Found by GRIDWRIGHT_PYTHON or on the PATH.
enum ShapelyReferee {
  static let python: String? = {
    let environment = ProcessInfo.processInfo.environment
    let folders = (environment["PATH"] ?? "").split(separator: ":").map { $0 + "/python3" }
    let candidates = [environment["GRIDWRIGHT_PYTHON"]].compactMap(\.self) + folders
    let found = candidates.first { path in
      FileManager.default.isExecutableFile(atPath: path) && (try? run(path, "import shapely; print('yes')", [])) == "yes\n"
    }
    if found == nil { print("No Python with shapely: referee tests skipped. Set GRIDWRIGHT_PYTHON to one.") }
    return found
  }()

  /// What a script prints.
  static func answer(_ script: String, _ arguments: [String]) throws -> String {
    guard let python else { return "" }
    return try run(python, script, arguments)
  }

  private static func run(_ python: String, _ script: String, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = ["-c", script] + arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = Pipe()
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }
}

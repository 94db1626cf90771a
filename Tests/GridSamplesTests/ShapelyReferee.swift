import Foundation

/// A Python with shapely: the referee that is not ours. Found by GRIDWRIGHT_PYTHON or on the PATH.
enum ShapelyReferee {
  static let python: String? = find()

  private static func find() -> String? {
    let environment = ProcessInfo.processInfo.environment
    var candidates: [String] = []
    if let named = environment["GRIDWRIGHT_PYTHON"] { candidates.append(named) }
    for folder in (environment["PATH"] ?? "").split(separator: ":") { candidates.append(folder + "/python3") }
    for path in candidates where FileManager.default.isExecutableFile(atPath: path) {
      let answer = try? run(path, "import shapely; print('yes')", [])
      if answer == "yes\n" { return path }
    }
    print("No Python with shapely: referee tests skipped. Set GRIDWRIGHT_PYTHON to one.")
    return nil
  }

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

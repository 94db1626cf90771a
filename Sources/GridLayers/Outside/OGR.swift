import Foundation

/// GDAL's command-line tools, where they are installed: the way into every format that is not read here.
enum OGR {
  static let package = "gdal-bin"

  struct Outcome {
    var status: Int32
    var output: String
    var complaint: String
  }

  /// The layers that GDAL sees in a file.
  static func layerNames(at path: String) throws(LayerError) -> [String] {
    let outcome = try run("ogrinfo", ["-ro", "-so", "-q", path], source: path)
    guard outcome.status == 0 else { throw failure("ogrinfo", source: path, outcome) }
    // Each layer is a line `2: roads (Line String)`.
    return outcome.output.split(separator: "\n").compactMap { line in
      guard let colon = line.firstIndex(of: ":"), Int(line[..<colon]) != nil else { return nil }
      var name = line[line.index(after: colon)...].drop { $0 == " " }
      if name.last == ")", let bracket = name.range(of: " (", options: .backwards) {
        name = name[..<bracket.lowerBound]
      }
      return String(name)
    }
  }

  /// Runs a tool to its end.
  ///
  /// - Throws: ``LayerError/toolMissing(tool:package:purpose:)``; a tool that runs and fails is an outcome.
  static func run(_ tool: String, _ arguments: [String], source: String) throws(LayerError) -> Outcome {
    let suffix = LayerSource(path: source).pathExtension
    guard let executable = locate(tool) else {
      throw .toolMissing(
        tool: tool, package: package,
        purpose: "to read \(suffix.isEmpty ? "this format" : ".\(suffix) files") (\(source))")
    }
    do {
      let directory = try TemporaryDirectory()
      let output = directory.path + "/out"
      let complaint = directory.path + "/err"
      for file in [output, complaint] { try OutputFile.write([], to: file) }
      let process = Process()
      process.executableURL = URL(fileURLWithPath: executable)
      process.arguments = arguments
      process.standardInput = FileHandle.nullDevice
      process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
      process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: complaint))
      try process.run()
      process.waitUntilExit()
      return Outcome(status: process.terminationStatus, output: text(at: output), complaint: text(at: complaint))
    } catch let error as LayerError {
      throw error
    } catch {
      throw .toolFailed(tool: tool, source: source, output: "\(error)")
    }
  }

  static func failure(_ tool: String, source: String, _ outcome: Outcome) -> LayerError {
    let lines = outcome.complaint.split(separator: "\n").prefix(4).map { $0.trimmingCharacters(in: .whitespaces) }
    return .toolFailed(tool: tool, source: source, output: lines.joined(separator: " "))
  }

  private static func locate(_ tool: String) -> String? {
    let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
    return folders.lazy.map { "\($0)/\(tool)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  private static func text(at path: String) -> String {
    FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }
}

/// A folder of our own that goes when its owner does.
final class TemporaryDirectory {
  let path: String

  init() throws(LayerError) {
    let parent = FileManager.default.temporaryDirectory.path
    path = "\(parent)/gridwright-\(UUID().uuidString)"
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw .cannotWrite(path: path, cause: "\(error.localizedDescription)")
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

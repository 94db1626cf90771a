import Foundation
import GridGeometry
import GridLayers

/// A folder that goes when the test ends.
final class Scratch {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/gridlayers-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func callAsFunction(_ name: String) -> String { "\(path)/\(name)" }

  func write(_ text: String, as name: String) throws -> LayerSource { try write(Array(text.utf8), as: name) }

  func write(_ bytes: [UInt8], as name: String) throws -> LayerSource {
    try Data(bytes).write(to: URL(fileURLWithPath: self(name)))
    return LayerSource(path: self(name))
  }

  var names: [String] { get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() } }
}

func bytes(at path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))) }
func text(at path: String) throws -> String { String(decoding: try bytes(at: path), as: UTF8.self) }

extension Polygon {
  /// An axis-parallel rectangle, counter-clockwise.
  static func box(_ x: Double, _ y: Double, _ width: Double, _ height: Double) throws -> Polygon {
    Polygon(
      exterior: try Ring([
        Point(x, y), Point(x + width, y), Point(x + width, y + height), Point(x, y + height), Point(x, y),
      ]))
  }
}

/// Runs a program found on the path; `nil`, said aloud, where it is not installed.
func run(_ tool: String, _ arguments: [String]) throws -> (status: Int32, output: String)? {
  let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":").map(String.init) ?? []
  guard let executable = folders.map({ "\($0)/\(tool)" }).first(where: FileManager.default.isExecutableFile(atPath:))
  else {
    print("SKIPPED: \(tool) is not installed")
    return nil
  }
  let scratch = try Scratch()
  _ = try scratch.write([UInt8](), as: "out")
  let output = try FileHandle(forWritingTo: URL(fileURLWithPath: scratch("out")))
  let process = Process()
  process.executableURL = URL(fileURLWithPath: executable)
  process.arguments = arguments
  process.standardInput = FileHandle.nullDevice
  process.standardOutput = output
  process.standardError = output
  try process.run()
  process.waitUntilExit()
  return (process.terminationStatus, try text(at: scratch("out")))
}

/// The folder of public data beside the project; `nil`, said aloud, where it is not there.
func sharedData(_ file: String) -> String? {
  let root =
    ProcessInfo.processInfo.environment["GRIDWRIGHT_SHARED"]
    ?? URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("shared").path
  let path = "\(root)/data/\(file)"
  if FileManager.default.fileExists(atPath: path) { return path }
  print("SKIPPED: \(path) is not there (set GRIDWRIGHT_SHARED)")
  return nil
}

import Foundation

/// The public data beside the project.
enum SharedData {
  /// A file of it; `nil`, and a word about it, where it is absent.
  static func path(_ name: String) -> String? {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../../../../shared").path
    let path = (ProcessInfo.processInfo.environment["GRIDWRIGHT_SHARED"] ?? root) + "/data/" + name
    if FileManager.default.isReadableFile(atPath: path) { return path }
    print("SKIPPED: \(path) is not there; set GRIDWRIGHT_SHARED")
    return nil
  }

  static var councils: String? { path("la311/neighborhood-councils.geojson") }
}

import Foundation
import GridGeometry

/// Layers of the public data beside the project, read by Python's own `sqlite3` so that this room needs no reader.
enum SharedLayers {
  struct Row {
    var fields: [String]
    var geometry: Geometry
  }

  /// Where the data lies, or `nil` with the reason printed.
  static func path(_ name: String) -> String? {
    let environment = ProcessInfo.processInfo.environment
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../../../../shared").path
    let path = (environment["GRIDWRIGHT_SHARED"] ?? root) + "/data/" + name
    if FileManager.default.isReadableFile(atPath: path) { return path }
    print("skipped: no \(name) under \(path); set GRIDWRIGHT_SHARED")
    return nil
  }

  /// The features of a layer in metres on a plane about the given latitude: true to scale within 1 %, which is enough
  /// for topology.
  static func read(_ path: String, layer: String, fields: [String], about latitude: Double) throws -> [Row] {
    let script = """
      import sqlite3, struct, sys
      path, layer, *fields = sys.argv[1:]
      db = sqlite3.connect(f'file:{path}?mode=ro&immutable=1', uri=True)
      column, = db.execute('select column_name from gpkg_geometry_columns where table_name=?', (layer,)).fetchone()
      names = ','.join('"%s"' % f for f in fields + [column])
      for row in db.execute(f'select {names} from "{layer}"'):
          if row[-1] is None: continue
          size = [0, 32, 48, 48, 64][(row[-1][3] >> 1) & 7]
          print('\\t'.join(['' if v is None else str(v).replace('\\t', ' ') for v in row[:-1]] + [row[-1][8 + size:].hex()]))
      """
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script, path, layer] + fields
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let meters = 6_371_000 * Double.pi / 180
    let squeeze = cos(latitude * .pi / 180)
    return text.split(separator: "\n").compactMap { line in
      let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
      // A feature whose geometry cannot be read is the data's known dirt: it has no ground to test on.
      guard let hex = parts.last, let raw = try? WellKnownBinary.decode(bytes(hex)) else { return nil }
      let geometry = raw.mapPoints { points in points.map { Point($0.x * meters * squeeze, $0.y * meters) } }
      return Row(fields: parts.dropLast().map(String.init), geometry: geometry)
    }
  }

  private static func bytes(_ hex: Substring) -> [UInt8] {
    var result: [UInt8] = []
    var high: UInt8?
    for digit in hex.utf8 {
      let value = digit <= 57 ? digit - 48 : digit - 87
      if let upper = high {
        result.append(upper << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    return result
  }
}

/// Whether this is an optimised build: the large grounds take minutes in a debug build.
let isOptimised = !_isDebugAssertConfiguration()

import Foundation
import GridGeometry
import GridMaps
import Testing

/// The path of a program of poppler-utils, or `nil` when it is not installed.
func program(_ name: String) -> String? {
  let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin"
  return path.split(separator: ":").map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
}

/// What a program writes.
func output(of name: String, _ arguments: [String]) throws -> String {
  let process = Process()
  process.executableURL = URL(fileURLWithPath: try #require(program(name)))
  process.arguments = arguments
  let pipe = Pipe()
  process.standardOutput = pipe
  try process.run()
  let data = pipe.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  #expect(process.terminationStatus == 0)
  return String(decoding: data, as: UTF8.self)
}

@Suite(.enabled(if: program("pdftotext") != nil, "poppler-utils is not installed: PDF files are not read back"))
struct PDFTests {
  private func overview() throws -> (folder: Folder, path: String, sheet: MapSheet) {
    let folder = try Folder()
    let sheet = try VoronoiCounty(across: 12, seed: 7).sheet()
    try draw(sheet, to: folder.file("a.pdf"), format: .pdf)
    return (folder, folder.file("a.pdf"), sheet)
  }

  @Test("Text in both languages can be searched: title, notes, every row of the legend, source, names on the map")
  func text() throws {
    let (folder, path, sheet) = try overview()
    let text = try output(of: "pdftotext", ["-layout", path, "-"])
    #expect(text.contains(sheet.title))
    for note in sheet.notes { #expect(text.contains(note)) }
    for entry in sheet.legend { #expect(text.contains(entry.text), "\(entry.text)") }
    #expect(text.contains("资料来源：" + sheet.source) && text.contains("第 1 页，共 12 页") && text.contains("2026-11-21"))
    #expect(text.contains("北") && text.contains("1 : "))
    for name in ["城关1", "东河2"] { #expect(text.contains(name)) }
    withExtendedLifetime(folder) {}
  }

  @Test("Every font is embedded, as a subset, with its Unicode values")
  func fonts() throws {
    let (folder, path, _) = try overview()
    let lines = try output(of: "pdffonts", [path]).split(separator: "\n").dropFirst(2)
    #expect(!lines.isEmpty)
    for line in lines {
      let flags = line.split(separator: " ").filter { $0 == "yes" || $0 == "no" }
      #expect(flags == ["yes", "yes", "yes"], "\(line)")
    }
    withExtendedLifetime(folder) {}
  }

  @Test("The file names its title, its size and the date of the sheet, not of the clock")
  func information() throws {
    let (folder, path, sheet) = try overview()
    let text = try output(of: "pdfinfo", ["-isodates", path])
    #expect(text.contains(sheet.title) && text.contains("A3") && text.contains("2026-11-21T00:00:00"))
    withExtendedLifetime(folder) {}
  }
}

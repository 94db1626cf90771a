import Foundation
import Testing

@Suite("The documentation catalogue and the tests hold together")
struct CatalogueTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  private static let catalogue = root.appendingPathComponent("Sources/Gridwright/Gridwright.docc")

  private func swiftFiles(in folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }.sorted()
  }

  @Test("The tests compile every code file of the tutorial, byte for byte")
  func codeFilesAreCompiled() throws {
    let resources = Self.catalogue.appendingPathComponent("Resources")
    let compiled = Self.root.appendingPathComponent("Tests/GridwrightTests/Tutorial")
    let names = try swiftFiles(in: resources)
    #expect(!names.isEmpty)
    #expect(try swiftFiles(in: compiled) == names)
    for name in names {
      let shown = try Data(contentsOf: resources.appendingPathComponent(name))
      #expect(try Data(contentsOf: compiled.appendingPathComponent(name)) == shown, "\(name)")
    }
  }

  @Test("The tutorial shows every code file once")
  func codeFilesAreShown() throws {
    let tutorial = try String(
      contentsOf: Self.catalogue.appendingPathComponent("Tutorials/A-First-Plan.tutorial"), encoding: .utf8)
    let shown = tutorial.matches(of: /@Code\(name: "([^"]+)", file: "([^"]+)"\)/)
    #expect(shown.allSatisfy { $0.1 == $0.2 })
    let files = try swiftFiles(in: Self.catalogue.appendingPathComponent("Resources"))
    #expect(shown.map { String($0.2) }.sorted() == files)
  }

  @Test("The command line's article names every command, and every command says what it is for")
  func commandsAreNamed() throws {
    let folder = Self.root.appendingPathComponent("Sources/gridwright-cli")
    let article = try String(
      contentsOf: Self.catalogue.appendingPathComponent("Articles/Command-line.md"), encoding: .utf8)
    var commands: [String] = []
    for file in try swiftFiles(in: folder) {
      let source = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
      commands += source.matches(of: /commandName: "([a-z]+)",\s+abstract: words\(\s*"/).map { String($0.1) }
    }
    #expect(commands.count > 1)
    // A command of a command stands behind it.
    let named = Set(
      article.matches(of: /`gridwright ([a-z]+) (?:([a-z]+) (?:([a-z]+) )?)?/).flatMap { match in
        [match.1] + [match.2, match.3].compactMap(\.self)
      }.map(String.init))
    for command in commands where command != "gridwright" { #expect(named.contains(command), "\(command)") }
  }
}

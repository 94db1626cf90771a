import Foundation

/// What is still to be done until a set of files stands in its folder, kept there as `INCOMPLETE.json` meanwhile.
///
/// A file system replaces one file in one step, not several. Who is killed between two of them leaves this list behind:
/// whoever opens the folder sees by its name that the files are of two runs, and whoever writes there next completes it.
struct OutputJournal: Codable, Hashable {
  static let name = "INCOMPLETE.json"

  /// A complete file beside its place.
  struct Step: Codable, Hashable {
    /// In the folder of the place; a name alone.
    let temporary: String
    /// From the folder of the set.
    let name: String
  }

  private let en: String
  private let zh: String
  private let put: [Step]
  private let remove: [String]

  init(put: [Step], remove: [String]) {
    en =
      "These files are of two runs: one was stopped while it put them in place. Whatever writes into this folder next "
      + "completes it, so run the same command again; do not pass the files on before."
    zh = "这些文件分属两次运行：有一次在替换文件时被中断。下一次写入此目录时会自动补全，请再次运行同一命令；补全之前请勿转发这些文件。"
    self.put = put
    self.remove = remove
  }

  /// Puts the list where it is found, before anything is changed.
  func write(into folder: String) throws(LayerError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .withoutEscapingSlashes]
    guard let bytes = try? encoder.encode(self) else {
      throw .cannotWrite(path: "\(folder)/\(Self.name)", cause: "its names are no text")
    }
    try OutputFile.write([UInt8](bytes), to: "\(folder)/\(Self.name)")
    FileSystem.synchronize(folder)
  }

  static func isStanding(in folder: String) -> Bool { FileSystem.isFile("\(folder)/\(name)") }

  static func discard(in folder: String) {
    FileSystem.remove("\(folder)/\(name)")
    FileSystem.synchronize(folder)
  }

  /// Does what a list that stands in a folder says, and takes it away. To be called while the folder is held.
  ///
  /// - Throws: ``LayerError/cannotWrite(path:cause:)`` where a step cannot be done, and for a list that nobody here wrote;
  ///   it then stays.
  static func complete(in folder: String) throws(LayerError) {
    let path = "\(folder)/\(name)"
    guard isStanding(in: folder) else { return }
    guard let data = FileManager.default.contents(atPath: path),
      let list = try? JSONDecoder().decode(OutputJournal.self, from: data), list.isSound
    else {
      throw .cannotWrite(
        path: path,
        cause: "it says that the files beside it are incomplete, and not how to complete them; move it away")
    }
    for step in list.put {
      let place = try OutputFile.destination(of: "\(folder)/\(step.name)")
      let temporary = "\(place.folderName)\(step.temporary)"
      // Those that are gone have taken their places.
      guard FileSystem.isFile(temporary) else { continue }
      guard FileSystem.rename(temporary, to: place) else {
        throw .cannotWrite(path: place, cause: FileSystem.lastFailure)
      }
    }
    for name in list.remove { FileSystem.remove("\(folder)/\(name)") }
    discard(in: folder)
  }

  /// Whether all names lie in the folder, and what is to take a place was made for it.
  private var isSound: Bool {
    (put.map(\.name) + remove).allSatisfy(Self.isInside)
      && put.allSatisfy { step in
        let name = step.name.split(separator: "/").last ?? ""
        return !step.temporary.contains("/") && step.temporary.hasPrefix(".\(name).") && step.temporary.hasSuffix(".part")
      }
  }

  private static func isInside(_ name: String) -> Bool {
    let parts = name.split(separator: "/", omittingEmptySubsequences: false)
    return parts.allSatisfy { !$0.isEmpty && !$0.hasPrefix(".") }
  }
}

extension String {
  /// A path up to its last slash, that included; empty for a name alone.
  fileprivate var folderName: Substring { lastIndex(of: "/").map { self[...$0] } ?? "" }
}

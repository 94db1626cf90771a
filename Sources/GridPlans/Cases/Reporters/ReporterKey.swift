import Foundation
import GridCases
import GridLayers

/// Reads a key: 32 bytes, or 64 hexadecimal digits.
///
/// - Throws: ``PlanError/badInput(_:)`` for any other, and for a file that others on the machine may read.
func readReporterKey(_ path: String) throws(PlanError) -> ReporterSeal {
  func problem(_ cause: BilingualText, _ remedy: BilingualText) -> PlanError {
    .badInput(InputProblem(source: path, cause: cause, remedy: remedy))
  }
  let another = BilingualText(
    en: "Make one with `gridwright cases reporters key FILE`, and keep it apart from the plan",
    zh: "请用 `gridwright cases reporters key 文件` 生成，并与方案分开保存")
  try requireRegularFile(path)
  guard let data = FileManager.default.contents(atPath: path) else {
    throw problem(BilingualText(en: "it cannot be opened", zh: "无法打开"), another)
  }
  let mode = (try? FileManager.default.attributesOfItem(atPath: path))?[.posixPermissions] as? Int ?? 0
  guard mode & 0o077 == 0 else {
    throw problem(
      BilingualText(en: "others on this machine may read it", zh: "本机其他用户可以读取该文件"),
      BilingualText(en: "Take that away with `chmod 600 FILE`", zh: "请用 `chmod 600 文件` 收回权限"))
  }
  var bytes = [UInt8](data)
  let digits = String(decoding: data, as: UTF8.self).trimmingSpaces
  if digits.utf8.count == 2 * ReporterSeal.keyLength, digits.utf8.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) {
    let characters = Array(digits)
    bytes = stride(from: 0, to: characters.count, by: 2).compactMap { UInt8(String(characters[$0...$0 + 1]), radix: 16) }
  }
  do {
    return try ReporterSeal(key: bytes)
  } catch {
    throw problem(BilingualText(error.text), another)
  }
}

/// Writes a new key that nobody else may read; a file that is there already stays.
///
/// - Throws: ``PlanError/cannotWrite(path:cause:remedy:)``.
public func makeReporterKey(at path: String) throws(PlanError) {
  try requireWritable(path)
  guard !FileManager.default.fileExists(atPath: path) else {
    throw .cannotWrite(
      path: path,
      cause: BilingualText(en: "there is a file; what it may have sealed would be lost", zh: "文件已存在；覆盖后此前封存的内容将无法解封"),
      remedy: BilingualText(en: "Give another name", zh: "请使用其他文件名"))
  }
  let digits = ReporterSeal.newKey().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + "\n"
  guard FileManager.default.createFile(atPath: path, contents: Data(digits.utf8), attributes: [.posixPermissions: 0o600])
  else { throw .cannotWrite(path: path, cause: BilingualText(en: "the file cannot be made", zh: "无法创建文件")) }
}

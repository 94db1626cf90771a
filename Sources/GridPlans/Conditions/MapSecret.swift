import Foundation
import GridCases

/// Reads the secret that moves the points of public maps: the bytes of a file, line ends around them left out.
///
/// - Throws: ``PlanError/badInput(_:)`` for a file that cannot be read or that others can read, and for too short or too
///   plain a secret.
public func readMapSecret(_ path: String) throws(PlanError) -> [UInt8] {
  func refused(_ cause: BilingualText, _ remedy: BilingualText = .makeSecret) -> PlanError {
    .badInput(InputProblem(source: "--secret", place: BilingualText(path), cause: cause, remedy: remedy))
  }
  let bytes: [UInt8]
  do {
    let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
    defer { try? handle.close() }
    bytes = [UInt8](try handle.read(upToCount: 65_537) ?? Data())
  } catch {
    throw refused(BilingualText(en: "it cannot be read", zh: "无法读取"))
  }
  let attributes = try? FileManager.default.attributesOfItem(
    atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path)
  if let mode = (attributes?[.posixPermissions] as? NSNumber)?.intValue, mode & 0o004 != 0 {
    throw refused(
      BilingualText(en: "everybody on this machine can read it", zh: "本机任何人都能读取它"),
      BilingualText(en: "Run `chmod 600 \(path)`", zh: "请运行 `chmod 600 \(path)`"))
  }
  let isLineEnd = { (byte: UInt8) in byte == 0x0A || byte == 0x0D }
  let secret = Array(bytes.drop(while: isLineEnd).reversed().drop(while: isLineEnd).reversed())
  guard secret.count >= CaseMask.leastSecret, Set(secret).count >= 8, bytes.count <= 65_536 else {
    throw refused(
      BilingualText(
        en: "a secret has \(CaseMask.leastSecret) bytes or more, 8 different ones among them, and 64 KB at the most",
        zh: "密钥应有 \(CaseMask.leastSecret) 字节以上（至少 8 种不同字节），不超过 64 KB"))
  }
  return secret
}

extension BilingualText {
  fileprivate static let makeSecret = BilingualText(
    en: "Make one with `head -c 32 /dev/urandom > secret; chmod 600 secret`, and keep it",
    zh: "可用 `head -c 32 /dev/urandom > secret; chmod 600 secret` 生成，并妥善保存")
}

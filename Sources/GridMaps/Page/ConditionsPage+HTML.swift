import Crypto
import Foundation

extension ConditionsPage {
  /// The page as one file: markup, style, programs and data. It asks no network for anything, and its policy forbids it to.
  ///
  /// The same page gives the same bytes on every machine.
  ///
  /// - SeeAlso: W3C, "Content Security Policy Level 3", for the hashes that let the page's own program run and no other.
  /// - Complexity: O(n log n) usual in vertices and cases.
  public func html() -> [UInt8] {
    let program = Self.program
    let style = PageFiles.style
    let policy =
      "default-src 'none'; script-src '\(Self.hash(program))'; style-src '\(Self.hash(style))'; img-src data: blob:; "
      + "base-uri 'none'; form-action 'none'"
    let parts: [(mark: String, bytes: [UInt8])] = [
      ("LANGUAGE", Array((heading.language == .zh ? "zh-Hans" : "en").utf8)),
      ("POLICY", Array(policy.utf8)),
      ("TITLE", Array(Self.escaped(heading.language == .zh ? heading.title.zh : heading.title.en).utf8)),
      ("NOSCRIPT", Array(Self.escaped(heading.language == .zh ? Self.noScript.zh : Self.noScript.en).utf8)),
      ("STYLE", style), ("DATA", data()), ("PROGRAM", program),
    ]
    return Self.filled(PageFiles.markup, with: parts)
  }

  /// What readers see whose viewer runs no programs.
  private static let noScript = PageText(
    en: "A program in this file draws the map and needs no network. Open the file in a browser that runs scripts.",
    zh: "本地图由文件内的程序绘制，无需联网。请用允许运行脚本的浏览器打开。")

  /// The page's program in one function.
  package static var program: [UInt8] {
    Array("(() => {\n'use strict';\n".utf8) + PageFiles.program + Array("})();\n".utf8)
  }

  private static func hash(_ bytes: [UInt8]) -> String {
    "sha256-" + Data(SHA256.hash(data: bytes)).base64EncodedString()
  }

  /// Text for HTML, between tags or in quotes.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      default: if scalar.value >= 0x20 { result.unicodeScalars.append(scalar) }
      }
    }
    return result
  }

  /// The template with each `{{MARK}}` replaced; what is put in is not looked through again.
  private static func filled(_ template: [UInt8], with parts: [(mark: String, bytes: [UInt8])]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(template.count + parts.reduce(0) { $0 + $1.bytes.count })
    var index = 0
    while index < template.count {
      if template[index] == UInt8(ascii: "{"),
        let part = parts.first(where: { template[index...].starts(with: "{{\($0.mark)}}".utf8) })
      {
        result += part.bytes
        index += part.mark.utf8.count + 4
      } else {
        result.append(template[index])
        index += 1
      }
    }
    return result
  }
}

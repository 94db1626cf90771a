/// Makes cairo's SVG the same at every drawing, and readable aloud.
enum SVGDocument {
  /// Numbers the surfaces from 1, which cairo numbers on through the life of the process, and gives the drawing a title.
  ///
  /// Letters are shapes in cairo's SVG, so these words occur in names only.
  static func normalized(_ bytes: [UInt8], title: String) -> [UInt8] {
    let word = Array("surface".utf8)
    var numbers: [[UInt8]: Int] = [:]
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + 256)
    var index = 0
    var isTitled = false
    var isInRoot = false
    while index < bytes.count {
      let byte = bytes[index]
      if byte == word[0], bytes[index...].starts(with: word) {
        var end = index + word.count
        while end < bytes.count, (0x30...0x39).contains(bytes[end]) { end += 1 }
        let digits = Array(bytes[(index + word.count)..<end])
        result += word
        if !digits.isEmpty {
          let number = numbers[digits] ?? numbers.count + 1
          numbers[digits] = number
          result += Array(String(number).utf8)
        }
        index = end
        continue
      }
      result.append(byte)
      if !isTitled {
        if byte == UInt8(ascii: "<"), bytes[index...].starts(with: Array("<svg".utf8)) { isInRoot = true }
        if isInRoot, byte == UInt8(ascii: ">") {
          isTitled = true
          result += Array("\n<title>\(escaped(title))</title>".utf8)
        }
      }
      index += 1
    }
    return result
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      default:
        // Control characters are not XML.
        if scalar.value >= 0x20, scalar.value != 0xFFFE, scalar.value != 0xFFFF { result.unicodeScalars.append(scalar) }
      }
    }
    return result
  }
}

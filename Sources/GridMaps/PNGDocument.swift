/// Puts the resolution into a PNG, which cairo leaves out, so that it prints at the sheet's size.
enum PNGDocument {
  /// - Parameters:
  ///   - bytes: A PNG file.
  ///   - dpi: Dots per inch.
  /// - Returns: The file with a `pHYs` chunk after its header (PNG specification, 11.3.5.3).
  static func settingResolution(_ bytes: [UInt8], dpi: Double) -> [UInt8] {
    // Signature 8, then the header chunk: length 4, type 4, data 13, checksum 4.
    let header = 8 + 4 + 4 + 13 + 4
    guard bytes.count > header else { return bytes }
    let perMetre = UInt32((dpi / 0.0254).rounded())
    let body = Array("pHYs".utf8) + bigEndian(perMetre) + bigEndian(perMetre) + [1]
    let chunk = bigEndian(9) + body + bigEndian(checksum(body))
    return bytes[..<header] + chunk + bytes[header...]
  }

  private static func bigEndian(_ value: UInt32) -> [UInt8] {
    [UInt8(value >> 24), UInt8(value >> 16 & 0xFF), UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF)]
  }

  /// CRC-32 as ISO 3309 has it.
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var value: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      value ^= UInt32(byte)
      for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
    }
    return ~value
  }
}

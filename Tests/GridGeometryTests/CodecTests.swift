import GridGeometry
import Referees
import Testing

@Suite("Well-known binary") struct WellKnownBinaryTests {
  @Test("Bytes bring back the geometry", arguments: 0..<200 as Range<UInt64>)
  func roundTrip(seed: UInt64) throws {
    var generator = SeededRandom(seed: seed)
    let geometry = generator.geometry()
    let bytes = WellKnownBinary.encode(geometry)
    #expect(try WellKnownBinary.decode(bytes) == geometry)
    #expect(try WellKnownBinary.decode(([9, 9] + bytes)[2...]) == geometry)
  }

  @Test(
    "Bytes written by PostGIS and GEOS are read, z, m and SRID dropped",
    arguments: [
      ("0101000000000000000000f03f0000000000000040", "POINT (1 2)"),
      ("00000000013ff00000000000004000000000000000", "POINT (1 2)"),
      ("01e9030000000000000000f03f00000000000000400000000000000840", "POINT (1 2)"),
      ("01d1070000000000000000f03f00000000000000400000000000000840", "POINT (1 2)"),
      ("01b90b0000000000000000f03f000000000000004000000000000008400000000000001040", "POINT (1 2)"),
      ("0101000020e6100000000000000000f03f0000000000000040", "POINT (1 2)"),
      ("01010000a0e6100000000000000000f03f00000000000000400000000000000840", "POINT (1 2)"),
      ("0101000000000000000000f87f000000000000f87f", "MULTIPOINT EMPTY"),
      ("010300000000000000", "MULTIPOLYGON EMPTY"), ("01030000000100000000000000", "MULTIPOLYGON EMPTY"),
      ("010200000000000000", "MULTILINESTRING EMPTY"), ("010700000000000000", "GEOMETRYCOLLECTION EMPTY"),
    ])
  func dialects(hex: String, text: String) throws {
    #expect(WellKnownText.format(try WellKnownBinary.decode(hexBytes(hex))) == text)
  }

  @Test(
    "What is no geometry is refused",
    arguments: [
      "", "01", "0201000000", "0101000000", "0101000000000000000000f03f", "010800000000000000", "01000000000000",
      "0101000000000000000000f03f000000000000004000", "0102000000ffffffff", "0103000000ffffffff", "0107000000ffffffff",
      "010200000001000000000000000000f03f0000000000000040", "0104000000010000000102000000000000000",
      "0101000000000000000000f07f0000000000000040",
    ])
  func refusals(hex: String) {
    #expect(throws: GeometryError.self) { try WellKnownBinary.decode(hexBytes(hex)) }
  }

  @Test("Collections nested without end are refused")
  func nesting() {
    let deep = (0..<10_000).flatMap { _ in hexBytes("010700000001000000") }
    #expect(throws: GeometryError.self) { try WellKnownBinary.decode(deep + hexBytes("010700000000000000")) }
  }

  @Test("Damaged bytes give a geometry or an error, never a crash", arguments: 0..<40 as Range<UInt64>)
  func fuzz(seed: UInt64) throws {
    var generator = SeededRandom(seed: seed)
    let sound = WellKnownBinary.encode(generator.geometry())
    for _ in 0..<500 {
      var bytes = sound
      for _ in 0..<Int.random(in: 1...4, using: &generator) where !bytes.isEmpty {
        let index = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: bytes[index] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        case 2: bytes.removeSubrange(index...)
        default: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: index)
        }
      }
      if let read = try? WellKnownBinary.decode(bytes) {
        // What was accepted must be a geometry that can be written and read again.
        #expect(try WellKnownBinary.decode(WellKnownBinary.encode(read)) == read)
      }
    }
  }
}

@Suite("Well-known text") struct WellKnownTextTests {
  @Test("Text brings back the geometry", arguments: 0..<200 as Range<UInt64>)
  func roundTrip(seed: UInt64) throws {
    var generator = SeededRandom(seed: seed)
    let geometry = generator.geometry()
    #expect(try WellKnownText.parse(WellKnownText.format(geometry)) == geometry)
  }

  @Test(
    "Spellings found in the field are read",
    arguments: [
      ("POINT(1 2)", "POINT (1 2)"), ("  point z ( 1  2 3 ) ", "POINT (1 2)"), ("POINTZM(1 2 3 4)", "POINT (1 2)"),
      ("SRID=4326;POINT(1 2)", "POINT (1 2)"), ("POINT EMPTY", "MULTIPOINT EMPTY"),
      ("MULTIPOINT(1 2,3 4)", "MULTIPOINT ((1 2), (3 4))"),
      ("MULTIPOINT((1 2),EMPTY,(3 4))", "MULTIPOINT ((1 2), (3 4))"),
      ("LINESTRING(0 0,1e3 -2.5E-1)", "LINESTRING (0 0, 1000 -0.25)"), ("POLYGON M EMPTY", "MULTIPOLYGON EMPTY"),
      (
        "POLYGON((0 0,4 0,4 4,0 0),(1 .5,2 0.5,2 1,1 .5))", "POLYGON ((0 0, 4 0, 4 4, 0 0), (1 0.5, 2 0.5, 2 1, 1 0.5))"
      ),
      ("MULTIPOLYGON(((0 0,4 0,4 4,0 0)),EMPTY)", "MULTIPOLYGON (((0 0, 4 0, 4 4, 0 0)))"),
      (
        "GEOMETRYCOLLECTION(POINT(1 2),GEOMETRYCOLLECTION EMPTY)",
        "GEOMETRYCOLLECTION (POINT (1 2), GEOMETRYCOLLECTION EMPTY)"
      ),
    ])
  func spellings(text: String, canonical: String) throws {
    #expect(WellKnownText.format(try WellKnownText.parse(text)) == canonical)
  }

  @Test(
    "What is no geometry is refused",
    arguments: [
      "", "POINT", "POINT(", "POINT(1)", "POINT(1 2", "POINT(1 2) x", "POINT(nan 2)", "POINT(1e999 2)",
      "CIRCULARSTRING(0 0,1 1,2 0)",
      "LINESTRING(1 2)", "POLYGON((0 0,1 0,1 1,0 1))", "多边形((0 0))", "POINT(1,2)", "MULTIPOLYGON((0 0,4 0,4 4,0 0))",
    ])
  func refusals(text: String) {
    #expect(throws: GeometryError.self) { try WellKnownText.parse(text) }
  }

  @Test("Damaged text gives a geometry or an error, never a crash", arguments: 0..<40 as Range<UInt64>)
  func fuzz(seed: UInt64) throws {
    var generator = SeededRandom(seed: seed)
    let sound = Array(WellKnownText.format(generator.geometry(), decimals: 3).utf8)
    for _ in 0..<300 {
      var bytes = sound
      for _ in 0..<3 {
        let index = Int.random(in: 0..<bytes.count, using: &generator)
        bytes[index] = Array("()., -+eE09ZM\u{0}".utf8).randomElement(using: &generator) ?? 0
      }
      let text = String(decoding: bytes, as: UTF8.self)
      if let read = try? WellKnownText.parse(text) {
        #expect(try WellKnownText.parse(WellKnownText.format(read)) == read)
      }
    }
  }

  @Test(
    "Decimals are rounded, not cut, and zeros at the end are left out",
    arguments: [
      (1.005, 2, "1"), (1.015, 2, "1.01"), (-0.004, 2, "0"), (123456.789, 2, "123456.79"), (-0.5, 0, "-1"),
      (2.50, 3, "2.5"), (0.07, 2, "0.07"),
      (1e18, 2, "1e+18"), (4e-9, 7, "0"), (100, 2, "100"),
    ])
  func decimals(value: Double, decimals: Int, text: String) {
    #expect(DecimalText.string(value, decimals: decimals) == text)
  }

  @Test("Numbers are read as the standard library reads them", arguments: 0..<50 as Range<UInt64>)
  func numbers(seed: UInt64) {
    var generator = SeededRandom(seed: seed)
    for _ in 0..<200 {
      let value = Double(bitPattern: generator.next())
      guard value.isFinite else { continue }
      let short = Double(Int64.random(in: -(1 << 52)...(1 << 52), using: &generator)) / 1e4
      for number in [value, short] {
        let text = ArraySlice(number.description.utf8)
        var index = text.startIndex
        #expect(DecimalText.read(text, at: &index) == number)
        #expect(index == text.endIndex)
      }
    }
  }
}

private func hexBytes(_ hex: String) -> [UInt8] {
  let digits = Array(hex)
  return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(String(digits[$0...($0 + 1)]), radix: 16) ?? 0 }
}

import GridGeometry

/// Polygons as databases of grid systems keep them: text without a reference system, rings seldom closed, no holes.
///
/// Spellings: `{"polygoys":[{"path":[{"lng":…,"lat":…}]}]}` (the misspelt key is real), `[[lng,lat],…]`,
/// `lng,lat;lng,lat`, `lng:lat,lng:lat`, `lng lat,lng lat` and the flat list `lng,lat,lng,lat`. Several rings, each a
/// polygon, come as several paths or arrays, or between `|`.
enum PolygonString {
  /// Whether a text could be one of the spellings: starts as JSON or as a number.
  static func isPlausible(_ text: String) -> Bool {
    guard let first = text.utf8.first(where: { $0 > 0x20 }) else { return false }
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") { return true }
    guard first == UInt8(ascii: "-") || (first >= 0x30 && first <= 0x39) else { return false }
    return text.utf8.filter { $0 == 0x2C || $0 == 0x3A || $0 == 0x3B }.count >= 3
  }

  /// - Complexity: O(bytes).
  static func parse(_ text: String) -> GeometryReading {
    let trimmed = text.trimmingSpaces
    guard let first = trimmed.utf8.first else { return .absent }
    let rings: [[Point]]
    do throws(Fault) {
      let isJSON = first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
      rings = isJSON ? try ringsOfJSON(trimmed) : try ringsOfList(trimmed)
    } catch {
      return .faulty(error.cause)
    }
    guard !rings.isEmpty else { return .faulty("its polygon text holds no point") }
    do throws(GeometryError) {
      var polygons: [Polygon] = []
      var closed = 0
      for ring in rings { polygons.append(Polygon(exterior: try Ring(closing: ring, &closed))) }
      let geometry: Geometry = polygons.count == 1 ? .polygon(polygons[0]) : .multiPolygon(MultiPolygon(polygons))
      return .geometry(geometry, closedRings: closed)
    } catch {
      return .faulty(error.message)
    }
  }

  private struct Fault: Error { var cause: String }

  // MARK: Lists of numbers

  private static func ringsOfList(_ text: String) throws(Fault) -> [[Point]] {
    let parts = text.utf8.split(separator: UInt8(ascii: "|"))
    var lists: [[Double]] = []
    for part in parts { lists.append(try numbers(in: part)) }
    // Where the bar stands between points and not between rings, its parts are too short to be rings.
    if lists.contains(where: { $0.count < 6 }) { lists = [lists.flatMap { $0 }] }
    var rings: [[Point]] = []
    for list in lists {
      guard list.count.isMultiple(of: 2) else {
        throw Fault(
          cause:
            "its polygon text holds \(list.count) numbers, an odd count; it may be cut off at \(text.utf8.count) bytes")
      }
      rings.append(stride(from: 0, to: list.count, by: 2).map { Point(list[$0], list[$0 + 1]) })
    }
    return rings
  }

  private static func numbers(in text: Substring.UTF8View) throws(Fault) -> [Double] {
    var numbers: [Double] = []
    let separators: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D, 0x2C, 0x3A, 0x3B]
    for token in text.split(whereSeparator: { separators.contains($0) }) {
      guard let number = NumberText.double(of: Array(token)) else {
        throw Fault(
          cause:
            "its polygon text holds \"\(String(decoding: token.prefix(20), as: UTF8.self))\" where a number was expected"
        )
      }
      numbers.append(number)
    }
    return numbers
  }

  // MARK: JSON

  private static func ringsOfJSON(_ text: String) throws(Fault) -> [[Point]] {
    var scanner = JSONScanner(ByteInput(bytes: Array(text.utf8), name: "polygon text"), decoder: TextDecoder())
    var rings: [[Point]] = []
    do throws(LayerError) {
      var loose: [Point] = []
      try walk(&scanner, depth: 0, into: &loose, rings: &rings)
      if !loose.isEmpty { rings.append(loose) }
      guard try scanner.peek() == nil else { throw scanner.malformed("there is more after its end") }
    } catch {
      if case .malformed(_, _, _, let byte, let cause, _) = error {
        let reason = cause == "the file ends in the middle" ? "it ends in the middle" : cause
        throw Fault(cause: "its polygon text is broken at byte \(byte ?? 0): \(reason)")
      }
      throw Fault(cause: error.message)
    }
    return rings
  }

  /// Collects points into the array they stand in; an array with points directly in it is a ring.
  private static func walk(_ scanner: inout JSONScanner, depth: Int, into points: inout [Point], rings: inout [[Point]])
    throws(LayerError)
  {
    guard depth < 32 else { throw scanner.malformed("it nests deeper than 32") }
    if try scanner.take(UInt8(ascii: "[")) {
      try walkArray(&scanner, depth: depth, into: &points, rings: &rings)
    } else if try scanner.take(UInt8(ascii: "{")) {
      try walkObject(&scanner, depth: depth, into: &points, rings: &rings)
    } else {
      _ = try scanner.value()
    }
  }

  private static func walkArray(
    _ scanner: inout JSONScanner, depth: Int, into points: inout [Point], rings: inout [[Point]]
  )
    throws(LayerError)
  {
    var inside: [Point] = []
    var numbers: [Double] = []
    var more = try !scanner.take(UInt8(ascii: "]"))
    while more {
      let byte = try scanner.peek()
      if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") {
        try walk(&scanner, depth: depth + 1, into: &inside, rings: &rings)
      } else if let number = try scanner.value().real {
        numbers.append(number)
      }
      more = try scanner.hasMore(before: UInt8(ascii: "]"))
    }
    if numbers.count >= 2 { points.append(Point(numbers[0], numbers[1])) }
    if !inside.isEmpty { rings.append(inside) }
  }

  private static func walkObject(
    _ scanner: inout JSONScanner, depth: Int, into points: inout [Point], rings: inout [[Point]]
  )
    throws(LayerError)
  {
    var longitude: Double?
    var latitude: Double?
    var more = try !scanner.take(UInt8(ascii: "}"))
    while more {
      let key = try scanner.key().lowercased()
      let byte = try scanner.peek()
      if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") {
        try walk(&scanner, depth: depth + 1, into: &points, rings: &rings)
      } else {
        let value = try scanner.value()
        if CoordinateNames.longitude.contains(key) { longitude = value.real }
        if CoordinateNames.latitude.contains(key) { latitude = value.real }
      }
      more = try scanner.hasMore(before: UInt8(ascii: "}"))
    }
    if let longitude, let latitude { points.append(Point(longitude, latitude)) }
  }
}

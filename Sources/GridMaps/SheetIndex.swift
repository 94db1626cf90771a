public import GridGeometry

/// A small map of all sheets of a series, with the present one marked.
public struct SheetIndex: Hashable, Sendable {
  /// The outline of the whole county.
  public var ground: MultiPolygon
  /// The ground of each sheet, in the order of their numbers from 1.
  public var sheets: [Envelope]
  /// Pieces of the county with a line around each, such as its townships.
  public var parts: [MultiPolygon]
  /// The ground the present sheet is about, filled; a ring around it where it is too small to be seen.
  public var focus: MultiPolygon?
  /// The place of the present sheet in ``sheets``; `nil` marks none, as on an overview.
  public var current: Int?

  /// An index of sheets by their extents; a present sheet that is none of them marks none.
  public init(
    ground: MultiPolygon, sheets: [Envelope] = [], current: Int? = nil, parts: [MultiPolygon] = [],
    focus: MultiPolygon? = nil
  ) {
    self.ground = ground
    self.sheets = sheets
    self.parts = parts
    self.focus = focus
    self.current = current.flatMap { sheets.indices.contains($0) ? $0 : nil }
  }
}

/// The sheets that show a piece of ground at one scale, rows from north to south, each from west to east.
///
/// - Parameters:
///   - ground: What must be shown; sheets that show nothing of it are left out.
///   - sheet: Its size, title and furniture say how much room the map has. Its extent is not looked at.
///   - denominator: The scale, as in 1 : 5 000; rounded up to a usual one.
/// - Returns: Extents that meet without overlap; each, given to a sheet like the first, is drawn at the scale.
/// - Throws: ``MapError/noFonts``, or ``MapError/emptyExtent(sheet:)`` for ground without area, ``MapError/sheetSize(width:height:cause:)``
///   when more than 2,000 sheets would be needed.
/// - Complexity: O(s · n) for s sheets and n vertices.
public func sheetExtents(covering ground: MultiPolygon, like sheet: MapSheet, denominator: Double) throws(MapError)
  -> [Envelope]
{
  let bounds = ground.envelope
  guard bounds.width > 0, bounds.height > 0, bounds.width + bounds.height < 1e9 else {
    throw .emptyExtent(sheet: sheet.title)
  }
  var model = sheet
  model.extent = bounds
  let frame = SheetLayout(model, type: try Typesetter(language: sheet.language)).map
  let scale = max(100, ScaleBar.denominator(atLeast: denominator))
  let metresPerPoint = scale / (1000 * .millimetre)
  let (width, height) = (
    frame.width * SheetLayout.room * metresPerPoint, frame.height * SheetLayout.room * metresPerPoint
  )
  let columns = (bounds.width / width).rounded(.up)
  let rows = (bounds.height / height).rounded(.up)
  guard columns * rows <= 2000 else {
    throw .sheetSize(
      width: sheet.size.width, height: sheet.size.height,
      cause: "\(columns * rows) sheets would be needed at 1 : \(scale)")
  }
  // The mesh is centred, so that what is left over is shared by both margins.
  let west = bounds.center.x - columns * width / 2
  let north = bounds.center.y + rows * height / 2
  var extents: [Envelope] = []
  for row in 0..<Int(rows) {
    for column in 0..<Int(columns) {
      let x = west + Double(column) * width
      let y = north - Double(row) * height
      let extent = Envelope(Point(x, y), Point(x + width, y - height))
      if extent.shows(ground) { extents.append(extent) }
    }
  }
  return extents
}

extension Envelope {
  /// Whether some ground lies inside.
  fileprivate func shows(_ ground: MultiPolygon) -> Bool {
    var area = 0.0
    for polygon in ground.polygons where polygon.envelope.intersects(self) {
      for (index, ring) in polygon.rings.enumerated() {
        let part = clipping(Array(ring.points.dropLast()))
        let size = abs((part + part.prefix(1)).signedArea)
        area += index == 0 ? size : -size
      }
    }
    return area > width * height * 1e-6
  }
}

extension MapSheet {
  /// A name for the sheet's file: page number, then the title without what file systems refuse.
  public func fileName(_ format: MapFormat) -> String {
    var name = ""
    for scalar in title.unicodeScalars {
      let isRefused = scalar.value < 0x20 || scalar.value == 0x7F || "/\\:*?\"<>|".unicodeScalars.contains(scalar)
      name.unicodeScalars.append(isRefused ? "_" : scalar)
      // Names hold 255 bytes; number and ending take a few.
      if name.utf8.count > 200 { break }
    }
    while let last = name.last, last == " " || last == "." { name.removeLast() }
    while let first = name.first, first == " " || first == "." { name.removeFirst() }
    if let page {
      let number = String(page.number)
      let zeros = String(repeating: "0", count: max(0, String(page.count).count - number.count))
      name = zeros + number + (name.isEmpty ? "" : " " + name)
    }
    return (name.isEmpty ? "map" : name) + "." + format.rawValue
  }
}

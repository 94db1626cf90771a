import GridGeometry

/// A page of an atlas, or a sheet by itself.
public enum AtlasPage: Hashable, Sendable {
  case map(MapSheet)
  case charts(ChartSheet)

  public var title: String {
    switch self {
    case .map(let sheet): sheet.title
    case .charts(let sheet): sheet.title
    }
  }

  public var subtitle: String {
    switch self {
    case .map(let sheet): sheet.subtitle
    case .charts(let sheet): sheet.subtitle
    }
  }

  public var size: SheetSize {
    switch self {
    case .map(let sheet): sheet.size
    case .charts(let sheet): sheet.size
    }
  }

  public var language: MapLanguage {
    switch self {
    case .map(let sheet): sheet.language
    case .charts(let sheet): sheet.language
    }
  }

  var date: String {
    switch self {
    case .map(let sheet): sheet.date
    case .charts(let sheet): sheet.date
    }
  }
}

extension AtlasPage {
  /// Refuses what cannot be drawn.
  func check(format: MapFormat, dpi: Double) throws(MapError) {
    guard dpi.isFinite, (20...1200).contains(dpi) else { throw .resolution(dpi: dpi) }
    let size = self.size
    func refuse(_ cause: String) -> MapError { .sheetSize(width: size.width, height: size.height, cause: cause) }
    guard size.width.isFinite, size.height.isFinite, size.width >= 120, size.height >= 120 else {
      throw refuse("a map needs 120 mm each way")
    }
    guard max(size.width, size.height) <= 5000 else { throw refuse("PDF readers take no more than 5 m") }
    if format == .png {
      let (across, down) = (size.width / 25.4 * dpi, size.height / 25.4 * dpi)
      guard max(across, down) < 32767, across * down <= 400e6 else {
        throw refuse("at \(dpi) dpi the image would have \(Int(across)) × \(Int(down)) pixels")
      }
    }
    guard case .map(let sheet) = self else { return }
    let extent = sheet.extent
    let corners = [extent.minX, extent.minY, extent.maxX, extent.maxY]
    guard corners.allSatisfy({ $0.isFinite && abs($0) < 1e9 }), extent.width > 0 || extent.height > 0 else {
      throw .emptyExtent(sheet: sheet.title)
    }
  }
}

/// Why a sheet could not be drawn.
public enum MapError: Error, Hashable, Sendable {
  /// The extent has no area or is not finite.
  case emptyExtent(sheet: String)
  /// An atlas was asked for without a sheet to put into it.
  case noSheets
  /// Outside 20…1200 dots per inch.
  case resolution(dpi: Double)
  /// The paper is too small for a map, or the image larger than cairo can hold.
  case sheetSize(width: Double, height: Double, cause: String)
  /// fontconfig knows no font at all.
  case noFonts
  case cairo(call: String, status: String)
  case cannotWrite(path: String, cause: String)

  /// What happened and what to do, in plain English.
  public var message: String { "\(cause) \(remedy)" }

  /// What happened.
  public var cause: String {
    switch self {
    case .emptyExtent(let sheet): "The map sheet \"\(sheet)\" has an extent without area."
    case .noSheets: "An atlas needs at least one sheet."
    case .resolution(let dpi): "A map cannot be drawn at \(dpi) dots per inch."
    case .sheetSize(let width, let height, let cause): "A sheet of \(width) × \(height) mm cannot be drawn: \(cause)."
    case .noFonts: "There is no font on this machine, so nothing can be lettered."
    case .cairo(let call, let status): "Drawing failed in \(call): \(status)."
    case .cannotWrite(let path, let cause): "The map \(path) cannot be written: \(cause)."
    }
  }

  /// What to do about it.
  public var remedy: String {
    switch self {
    case .emptyExtent: "Give an extent that holds the ground to be shown, in metres."
    case .noSheets: "Give the sheets to bind, in the order of the pages."
    case .resolution: "Choose 20 to 1200; 150 suits screens, 300 print."
    case .sheetSize: "Choose a standard size such as A3, or a lower resolution."
    case .noFonts: "Install a font with Chinese characters, such as the package fonts-noto-cjk, and fontconfig."
    case .cairo: "Draw at a lower resolution, or report this as a fault of Gridwright."
    case .cannotWrite: "Check that the folder exists, may be written to, and has room left."
    }
  }
}

extension MapError: CustomStringConvertible {
  public var description: String { message }
}

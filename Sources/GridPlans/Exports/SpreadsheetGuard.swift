import GridLayers

extension FieldValue {
  /// The value as a spreadsheet may open it: a text that would run as a formula is led by an apostrophe, and so is one
  /// that looks as if it had been; ``Swift/String/withoutSpreadsheetGuard`` takes the apostrophe away again.
  var spreadsheetSafe: FieldValue {
    guard case .text(let text) = self, text.needsSpreadsheetGuard else { return self }
    return .text("'" + text)
  }
}

extension String {
  /// The text that ``GridLayers/FieldValue/spreadsheetSafe`` was made of; one that it never makes stays as it is.
  package var withoutSpreadsheetGuard: String {
    guard utf8.first == UInt8(ascii: "'") else { return self }
    let rest = String(dropFirst())
    return rest.needsSpreadsheetGuard ? rest : self
  }

  fileprivate var needsSpreadsheetGuard: Bool {
    let bare = drop { $0 == "'" }
    guard let first = bare.first, "=+-@\t\r".contains(first) else { return false }
    return Double(bare) == nil
  }
}

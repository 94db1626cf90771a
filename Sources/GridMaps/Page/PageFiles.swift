import CPage

/// The files a page is made of, compiled in.
enum PageFiles {
  static var markup: [UInt8] { unsafe bytes(gridwright_page_markup()) }
  static var style: [UInt8] { unsafe bytes(gridwright_page_style()) }
  /// The program's files one after the other, each after those it builds on.
  static var program: [UInt8] { unsafe bytes(gridwright_page_program()) }

  private static func bytes(_ file: gridwright_bytes) -> [UInt8] {
    unsafe Array(UnsafeBufferPointer(start: file.start, count: file.count))
  }
}

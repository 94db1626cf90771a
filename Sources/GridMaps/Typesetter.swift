import CCairo
import CPango

/// How a text is set; lengths in points.
package struct TextStyle: Hashable, Sendable {
  var size: Double
  var isBold: Bool
  var color: MapColor
  /// The colour and width of a rim around the letters, `nil` for none.
  var halo: MapColor?
  /// Where lines break; `nil` never breaks.
  var lineWidth: Double?
  var isCentered: Bool

  package init(
    size: Double, isBold: Bool = false, color: MapColor = .ink, halo: MapColor? = nil, lineWidth: Double? = nil,
    isCentered: Bool = false
  ) {
    self.size = size
    self.isBold = isBold
    self.color = color
    self.halo = halo
    self.lineWidth = lineWidth
    self.isCentered = isCentered
  }
}

/// The measured size of a set text in points.
package struct TextSize: Hashable, Sendable {
  package var width: Double
  package var height: Double
}

/// Letters by Pango: shaping, fallback between fonts, line breaks for Chinese and English.
///
/// Metrics are not hinted and glyphs stand where they belong, so a text has one size in every format and resolution.
@safe package final class Typesetter {
  private let fontMap: UnsafeMutablePointer<PangoFontMap>
  private let pango: OpaquePointer
  let language: MapLanguage
  /// Characters no installed font could set, since the sheet began.
  private(set) var unknownCharacters = 0
  private var sizes: [Measured: TextSize] = [:]

  private struct Measured: Hashable {
    let text: String
    let size: Double
    let isBold: Bool
    let isCentered: Bool
    let lineWidth: Double?
  }

  package init(language: MapLanguage) throws(MapError) {
    self.language = language
    guard let map = unsafe pango_cairo_font_map_new() else { throw .noFonts }
    // Pango ends the process when it looks for a font and fontconfig has none; ask before.
    var list: UnsafeMutablePointer<UnsafeMutablePointer<PangoFontFamily>?>?
    var count: Int32 = 0
    unsafe pango_font_map_list_families(map, &list, &count)
    unsafe g_free(list)
    guard count > 0, let pango = unsafe pango_font_map_create_context(map) else {
      unsafe g_object_unref(map)
      throw .noFonts
    }
    unsafe fontMap = unsafe map
    unsafe self.pango = unsafe pango
    unsafe pango_cairo_context_set_resolution(pango, 72)
    unsafe pango_context_set_round_glyph_positions(pango, 0)
    unsafe pango_context_set_language(pango, pango_language_from_string(language.fontTag))
    let options = unsafe cairo_font_options_create()
    unsafe cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY)
    unsafe cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE)
    unsafe cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF)
    unsafe pango_cairo_context_set_font_options(pango, options)
    unsafe cairo_font_options_destroy(options)
    // Without fonts fontconfig still names its generic families, and every letter is a box.
    _ = measure("A", TextStyle(size: 10))
    guard unknownCharacters == 0 else { throw .noFonts }
  }

  deinit {
    unsafe g_object_unref(UnsafeMutableRawPointer(pango))
    unsafe g_object_unref(fontMap)
  }

  /// Forgets what was measured and counted for the sheet before.
  func beginSheet() {
    sizes = [:]
    unknownCharacters = 0
  }

  /// The size the text takes when set.
  ///
  /// - Complexity: O(text), and O(1) for a text measured before.
  package func measure(_ text: String, _ style: TextStyle) -> TextSize {
    let key = Measured(
      text: text, size: style.size, isBold: style.isBold, isCentered: style.isCentered, lineWidth: style.lineWidth)
    if let known = sizes[key] { return known }
    let size = unsafe withLayout(of: text, style) { layout in
      unknownCharacters += unsafe Int(pango_layout_get_unknown_glyphs_count(layout))
      return unsafe Typesetter.size(of: layout)
    }
    sizes[key] = size
    return size
  }

  /// Sets the text with its top left corner at a position; a centred text within its line width.
  func draw(_ text: String, _ style: TextStyle, at corner: PagePosition, on canvas: Canvas) {
    let context = unsafe canvas.context
    unsafe withLayout(of: text, style) { layout in
      unsafe cairo_move_to(context, corner.x, corner.y)
      if let halo = style.halo {
        unsafe pango_cairo_layout_path(context, layout)
        canvas.stroke(halo, width: max(0.8, style.size * 0.22))
        unsafe cairo_move_to(context, corner.x, corner.y)
      }
      canvas.setColor(style.color)
      unsafe pango_cairo_show_layout(context, layout)
      unsafe cairo_new_path(context)
    }
  }

  private static func size(of layout: OpaquePointer) -> TextSize {
    var logical = PangoRectangle()
    unsafe pango_layout_get_extents(layout, nil, &logical)
    let scale = Double(PANGO_SCALE)
    return TextSize(width: Double(logical.width) / scale, height: Double(logical.height) / scale)
  }

  private func withLayout<Result>(of text: String, _ style: TextStyle, _ body: (OpaquePointer) -> Result) -> Result {
    let layout = unsafe pango_layout_new(pango)!
    defer { unsafe g_object_unref(UnsafeMutableRawPointer(layout)) }
    let font = unsafe pango_font_description_new()
    defer { unsafe pango_font_description_free(font) }
    unsafe pango_font_description_set_family(font, language.families)
    unsafe pango_font_description_set_absolute_size(font, style.size * Double(PANGO_SCALE))
    unsafe pango_font_description_set_weight(font, style.isBold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL)
    unsafe pango_layout_set_font_description(layout, font)
    if let width = style.lineWidth {
      unsafe pango_layout_set_width(layout, Int32(width * Double(PANGO_SCALE)))
      unsafe pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
    }
    if style.isCentered { unsafe pango_layout_set_alignment(layout, PANGO_ALIGN_CENTER) }
    // Chinese fonts ask for lines half as high again as their letters.
    unsafe pango_layout_set_line_spacing(layout, style.isCentered ? 0.82 : 0.94)
    unsafe pango_layout_set_text(layout, text, -1)
    return unsafe body(layout)
  }
}

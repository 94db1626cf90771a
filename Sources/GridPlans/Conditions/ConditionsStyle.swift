import GridCases
import GridMaps
import GridVisits

/// How QGIS shows `conditions.geojson`: a QML of the same base name, which it loads by itself.
///
/// QGIS opens the one file as two layers, grids and cases, and gives both the one style; so every rule asks for the kind of
/// feature first, and draws nothing in the layer of the other kind.
struct ConditionsStyle {
  static let name = "conditions.qml"

  private typealias Rule = (filter: String, label: String, type: String, layers: String)

  private let map: ConditionsMap

  init(_ map: ConditionsMap) { self.map = map }

  var qml: String {
    let told = map.audience == .internal ? "coalesce(\"letter\" || ' ', '') || " : ""
    return QML.document(
      QML.ruled(fills + frames + signs),
      labels: QML.labels(
        "if(\"feature\" = 'grid' and \"leaf\", \(QML.gridName) || '\\n' || \(told)coalesce(to_string(\"open\"), '\(SheetWords.notTold)'), '')",
        from: 50_000))
  }

  // MARK: Grids

  private static let leaf = "\"feature\" = 'grid' and \"leaf\""
  private static let line = "110,104,92,255"

  /// Leaf grids by the colour that the rules give, or to the public by how many cases are open.
  private var fills: [Rule] {
    guard map.audience == .internal else { return counts }
    let colors = map.gridColors.ledger?.colors ?? map.colors
    let told = colors.map { color in
      grid("and \"color\" = \(Self.quoted(color.code))", Self.label(color), fill(color))
    }
    return told + [
      grid("and \"color\" is null", map.gridColors.ledger == nil ? "无未结案件 no open case" : "无颜色 no colour", paper(SheetShades.none))
    ]
  }

  private var counts: [Rule] {
    let open = map.grids.filter(\.isLeaf).compactMap(\.figures.open.number)
    let shades = SheetShades(open)
    var rules = [
      grid("and \"open\" is null", "\(SheetWords.notTold) 数量过少，不予公布 not published: too few", paper(SheetShades.none) + QML.hatch(0, "154,150,140,255")),
      grid("and \"open\" = 0", "0", paper(SheetShades.none)),
    ]
    for (place, bound) in shades.bounds.enumerated() {
      let isLast = place + 1 == shades.bounds.count
      let end = isLast ? open.max() ?? bound : shades.bounds[place + 1] - 1
      let below = isLast ? "" : " and \"open\" <= \(end)"
      let words = end > bound ? "\(bound)–\(end)" : "\(bound)"
      rules.append(grid("and \"open\" >= \(bound)\(below)", "未结 \(words) open", paper(shades.fill(bound))))
    }
    return rules
  }

  /// Hot spots, and the grids above the leaves where the map has them.
  private var frames: [Rule] {
    [
      grid("and \"hot\"", "热点 hot spot", QML.fill("0,0,0,0", line: "122,1,119,255", width: 0.8, pass: 2)),
      (
        "\"feature\" = 'grid' and not \"leaf\"", "上级网格 grid above", "fill",
        QML.fill("0,0,0,0", line: "40,40,40,255", width: 0.5, pass: 1)
      ),
    ]
  }

  private func grid(_ filter: String, _ label: String, _ layers: String) -> Rule {
    ("\(Self.leaf) \(filter)", label, "fill", layers)
  }

  private func paper(_ color: MapColor) -> String { QML.fill(Self.rgba(color), line: Self.line, width: 0.2) }

  private func fill(_ color: LedgerColor) -> String {
    guard let full = MapColor(hex: color.hex) else { return paper(SheetShades.none) }
    let angles: [LedgerColor.Hatch: [Int]] = [
      .diagonal: [45], .backDiagonal: [135], .horizontal: [0], .vertical: [90], .crossed: [45, 135], .dotted: [60],
    ]
    let ink = Self.rgba(full.mixed(with: .ink, by: 0.35))
    return paper(full.tinted(by: 0.5)) + (angles[color.hatch] ?? []).map { QML.hatch($0, ink) }.joined()
  }

  // MARK: Cases

  private var signs: [Rule] {
    let kinds = map.colors.enumerated().map { place, color in
      let full = MapColor(hex: color.hex) ?? .quietInk
      let shape = MarkKind.shape(place, of: map.colors.count)
      return item(
        "\"color\" = \(Self.quoted(color.code))", Self.label(color),
        QML.sign(
          shape == .cross ? "circle" : "\(shape)", color.letter, color: Self.rgba(full),
          ink: MapColor.ink.contrast(with: full) < 4.5 ? "255,255,255,255" : "0,0,0,255", size: 3))
    }
    guard map.cases.contains(where: { $0.color == nil }) else { return kinds }
    let sign = QML.sign("circle", "–", color: "201,201,201,255", ink: "0,0,0,255", size: 3)
    return kinds + [item("\"color\" is null", "–  颜色不予公布 colour not published", sign)]
  }

  private func item(_ filter: String, _ label: String, _ layers: String) -> Rule {
    ("\"feature\" = 'case' and \(filter)", label, "marker", layers)
  }

  // MARK: Texts

  private static func label(_ color: LedgerColor) -> String {
    "\(color.letter)  \(color.name.zh) \(color.name.en)：\(color.meaning.zh) \(color.meaning.en)"
  }

  private static func rgba(_ color: MapColor) -> String {
    "\([color.red, color.green, color.blue].map { "\(Int(($0 * 255).rounded()))" }.joined(separator: ",")),255"
  }

  /// A text in an expression.
  private static func quoted(_ text: String) -> String { "'\(text.replacing("'", with: "''").replacing("\\", with: "\\\\"))'" }
}

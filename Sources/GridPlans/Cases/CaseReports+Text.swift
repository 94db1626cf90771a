import GridAuditing

extension CaseImportSummary {
  /// What happened, in lines: counts first, then the first few of what is amiss.
  public var text: BilingualText {
    guard rows > 0 else {
      return (notes + [BilingualText(en: "the file has no rows: nothing to import", zh: "文件没有数据行，无可导入")])
        .joined(separator: "\n")
    }
    var lines = [
      BilingualText(
        en: "\(counted(rows, "row")): \(imported) imported, \(updated) updated, \(unchanged) unchanged, \(repeated) repeated, "
          + "\(conflicting) conflicting, \(rejected) rejected",
        zh: "共 \(rows) 行：导入 \(imported)，更新 \(updated)，未变 \(unchanged)，重复 \(repeated)，冲突 \(conflicting)，拒绝 \(rejected)"),
      BilingualText(
        en: "\(located) in a grid, \(outside) outside, \(ambiguous) in several, \(unlocated) without coordinates "
          + "(\(addressOnly) with an address)",
        zh: "\(located) 件在网格内，\(outside) 件在网格外，\(ambiguous) 件同属多个网格，\(unlocated) 件没有坐标（其中 \(addressOnly) 件有地址）"),
    ]
    if areaStated > 0 {
      lines.append(
        BilingualText(
          en: "\(areaAgrees) of \(areaStated) that state an area lie in it\(Self.list(areaReasons, ": "))",
          zh: "写明区域的 \(areaStated) 件中 \(areaAgrees) 件位于其内\(Self.list(areaReasons, "："))"))
    }
    lines += notes
    if !ownClasses.isEmpty {
      lines.append(
        BilingualText(
          en: "classes that the rules do not know, kept as their own: \(Self.list(ownClasses))",
          zh: "规则中没有的类别，按原文保留：\(Self.list(ownClasses))"))
    }
    for note in (problems + conflicts).prefix(10) {
      let row = BilingualText.row(note.line, isLine: note.isLine)
      lines.append(
        BilingualText(en: "\(row.en) (\(note.reason)): \(note.text.en)", zh: "\(row.zh)（\(note.reason)）：\(note.text.zh)"))
    }
    let more = rejected + conflicting - 10
    if more > 0 { lines.append(BilingualText(en: "and \(counted(more, "row")) more; --out FILE lists them", zh: "另有 \(more) 行；可用 --out 文件 全部列出")) }
    return lines.joined(separator: "\n")
  }

  /// `overlap 10, outside 112`, by name.
  private static func list(_ counts: [String: Int], _ head: String = "") -> String {
    guard !counts.isEmpty else { return "" }
    return head + counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
  }
}

extension CaseAdvance {
  /// Adds what was wrong with a table before its steps were tried.
  public mutating func take(_ faults: [Refusal]) {
    rows += faults.count
    refused = (faults + refused).sorted { ($0.line ?? 0) < ($1.line ?? 0) }
  }

  /// What became of the steps, in lines.
  public var text: BilingualText {
    guard rows > 0 else { return BilingualText(en: "the table has no steps", zh: "表中没有步骤") }
    let head = BilingualText(
      en: "\(counted(rows, "step")): \(advanced) made, \(unchanged) known already, \(refused.count) refused",
      zh: "共 \(rows) 步：执行 \(advanced)，已有 \(unchanged)，拒绝 \(refused.count)")
    let words = refused.prefix(10).map { refusal in
      BilingualText(
        en: "\(refusal.line.map { "line \($0), " } ?? "")\(refusal.id): \(refusal.text.en)",
        zh: "\(refusal.line.map { "第 \($0) 行，" } ?? "")\(refusal.id)：\(refusal.text.zh)")
    }
    return ([head] + words).joined(separator: "\n")
  }
}

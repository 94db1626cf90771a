import Foundation
import GridAuditing
import GridLayers
import GridMaps
import GridStaffing

extension StaffCall {
  /// Draws how loads lie on the people of each role, as SVG and PNG.
  ///
  /// - Returns: The files, in the order of roles.
  func draw(_ staffer: Staffer, _ plan: Plan, in folder: String) throws(PlanError) -> [String] {
    guard !options.isDryRun else { return [] }
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw .cannotWrite(path: folder, cause: BilingualText(en: "the folder cannot be made", zh: "无法创建目录"))
    }
    let after = StaffBalance(
      staffer.assignment.memberOfPost, posts: staffer.posts, grids: staffer.grids, rules: staffer.rules)
    let present = StaffBalance(
      presentHolders(of: staffer.posts, members: staffer.members), posts: staffer.posts, grids: staffer.grids,
      rules: staffer.rules)
    var files: [String] = []
    for (index, role) in staffer.rules.roles.enumerated() where !after.loads[index].isEmpty {
      let chart = chart(
        role, after.loads[index], unladen: after.unladen[index], before: present.loads[index], staffer.rules, plan)
      for format in [MapFormat.svg, .png] {
        let path = "\(folder)/load-\(index + 1)-\(Self.fileName(role.id)).\(format == .svg ? "svg" : "png")"
        try requireWritable(path)
        do throws(MapError) {
          try drawBalance(chart, to: path, format: format)
        } catch {
          throw .cannotWrite(
            path: path,
            cause: BilingualText(en: error.cause.withoutFullStop, zh: ChineseWording.of(error.cause).withoutFullStop),
            remedy: BilingualText(en: error.remedy.withoutFullStop, zh: ChineseWording.of(error.remedy).withoutFullStop)
          )
        }
        files.append(path)
      }
    }
    return files
  }

  private static func fileName(_ id: String) -> String {
    String(id.map { $0.isLetter || $0.isNumber ? $0 : "-" }.prefix(40))
  }

  private func chart(
    _ role: StaffRole, _ loads: [Int], unladen: Int, before: [Int], _ rules: StaffingRules, _ plan: Plan
  ) -> BalanceChart {
    let (band, load) = (rules.band, rules.load)
    let chinese = options.language == .zh
    let name = chinese ? role.name.zh : role.name.en
    let figures = LoadFigures(loads, band: band)
    func rounded(_ value: Double?) -> String { value.map { "\(($0 * 1000).rounded() / 1000)" } ?? "–" }
    let line =
      chinese
      ? "\(loads.count) 人，平均\(load.isWeighted ? "加权负荷" : "") \(rounded(figures?.mean))\(load.unit.zh)，基尼系数 \(rounded(figures?.gini))，Jain \(rounded(figures?.jain))"
      : "\(counted(loads.count, "person", "people")), mean \(load.isWeighted ? "load " : "")\(rounded(figures?.mean))\(load.unit.en), Gini \(rounded(figures?.gini)), Jain \(rounded(figures?.jain))"
    let apart =
      unladen == 0
      ? "" : chinese ? "；另有 \(unladen) 人的岗位\(load.nothing.zh)" : "; \(unladen) more in posts \(load.nothing.en)"
    return BalanceChart(
      title: chinese
        ? "\(plan.name)：每名\(name)\(load.isWeighted ? "的加权负荷" : "负责户数")"
        : "\(plan.name): \(load.isWeighted ? "load" : "households") per \(name)",
      subtitle: line + apart + (plan.isSynthetic ? chinese ? "（合成数据）" : " (synthetic data)" : ""),
      series: (before.isEmpty ? [] : [BalanceChart.Series(name: chinese ? "调整前" : "before", loads: before)])
        + [BalanceChart.Series(name: chinese ? "调整后" : "after", loads: loads)],
      band: band, isWeighted: load.isWeighted, language: chinese ? .chinese : .english)
  }
}

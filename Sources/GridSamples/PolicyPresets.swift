/// The policies that can be named instead of written: the files of `data/policies`, compiled in.
///
/// A test holds the two together; after a change in `data/policies`, copy the text here.
public enum PolicyPresets {
  /// YAML by preset name.
  public static let texts: [String: String] = [
    "households-300-500": households300to500,
    "microgrid-30-100": microgrid30to100,
    "dali": dali,
  ]

  private static let households300to500 = """
    # Grids of 300 to 500 households in towns.
    #
    # Source of the band: the rule of Haikou as applied by Xiuying district in 2020 (yearbook): grids outside 300-500
    # households are split or merged. The rural band is a rule of thumb of 50-100 households per grid, confirmed by no
    # source; it is off here, so that one band holds for the whole county. To use it, add
    #   rural: {min: 50, target: 75, max: 100}
    # to level 1.
    name: households-300-500
    levels:
      - level: 1
        name: {zh: 一级网格, en: first-level}
        households: {min: 300, target: 400, max: 500}
    # Schools, hospitals and the like get a grid of their own, carved out of the ground (kind of grid: DB6101/T 3185-2024,
    # 5.1.2; that they are carved and not laid over is a choice, sources do not say).
    dedicated:
      name: {zh: 专属网格, en: dedicated}
      mode: carve
      classes: [school, hospital, market, industrial, office]
      order: rank

    """

  private static let microgrid30to100 = """
    # Grids of 300 to 500 households, each divided into micro-grids of 30 to 100 households.
    #
    # Sources: first level, the rule of Haikou as applied by Xiuying district in 2020 (yearbook). Second level, Jinjiang
    # district of Chengdu, where a micro-grid is 30-100 households or shops: a compound, a street segment or a building
    # (press, 2022). For comparison, Zhejiang had 5.3 micro-grids per grid in early 2023 (secondary).
    name: microgrid-30-100
    levels:
      - level: 1
        name: {zh: 网格, en: grid}
        households: {min: 300, target: 400, max: 500}
      - level: 2
        name: {zh: 微网格, en: micro-grid}
        households: {min: 30, target: 65, max: 100}
    dedicated:
      name: {zh: 专属网格, en: dedicated}
      mode: carve
      classes: [school, hospital, market, industrial, office]
      order: rank

    """

  private static let dali = """
    # The counts of Dali county (Weinan, Shaanxi) as its press reported them: 2,397 first-level, 7,284 second-level and
    # 1,316 third-level grids and 1,409 dedicated ones, one worker each: 12,406 (Shaanxi Daily; the sum is ours and agrees).
    #
    # Counts are county-wide. Each level's count is shared out to the parents by households with the method of Webster
    # (Sainte-Lague), which favours neither large nor small parents. Which second-level grids have children is not
    # published; here those above 27 households, the county's mean at 200,000 households, may have them. Whether
    # the dedicated grids were carved out or laid over is not published either; here they are carved. The most important
    # sites come first: by rank, then by area, then by id.
    #
    # Meant for a county of about 200,000 households with at least 1,409 sites.
    name: dali
    levels:
      - level: 1
        name: {zh: 一级网格, en: first-level}
        count: 2397
        apportionment: webster
      - level: 2
        name: {zh: 二级网格, en: second-level}
        count: 7284
        apportionment: webster
      - level: 3
        name: {zh: 三级网格, en: third-level}
        count: 1316
        apportionment: webster
        divide: {moreThan: 27, in: [urban, rural]}
    dedicated:
      name: {zh: 专属网格, en: dedicated}
      mode: carve
      classes: [school, hospital, market, industrial, office, park]
      count: 1409
      order: rank

    """
}

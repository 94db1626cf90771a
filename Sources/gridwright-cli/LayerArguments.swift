public import ArgumentParser
public import GridAuditing
public import GridCoverages
public import GridPlans
import GridVisits

extension ClaimRule: ExpressibleByArgument {}
extension HouseholdSharing: ExpressibleByArgument {}
extension BaseSet: ExpressibleByArgument {}

/// How somebody's layer is read.
struct LayerArguments: ParsableArguments {
  @Option(help: help("Which fields mean what: code=…,name=…; also kind, community, township, households, persons. What is left out is read from a field of that very name.", "字段对应：code=…,name=…；还可写 kind、community、township、households、persons。未写的取同名字段。"))
  var fields: String?

  @Option(help: help("Reference system of the layer, such as WGS84, GCJ-02, EPSG:4490. Default: the file's own.", "图层的坐标系，例如 WGS84、GCJ-02、EPSG:4490。默认取文件自身的坐标系。"))
  var crs: String?

  @Flag(
    name: .customLong("allow-ballpark"),
    help: help("Accept transformations that ignore the datum (errors up to 100 m or more).", "接受忽略基准面的坐标转换（误差可达 100 米以上）。"))
  var allowBallpark = false

  func options() throws -> ForeignLayerOptions {
    ForeignLayerOptions(
      fields: try fields.map { try FieldMapping($0) } ?? .unstated, referenceSystem: crs, allowsBallpark: allowBallpark)
  }

  /// Whether any of them was given.
  var isGiven: Bool { fields != nil || crs != nil || allowBallpark }
}

/// Where household counts come from.
struct HouseholdArguments: ParsableArguments {
  @Option(help: help("Household counts at places: points or polygons, FILE or FILE#LAYER.", "各处的户数：点或面，文件 或 文件#图层。"))
  var households: String?

  @Option(
    name: .customLong("households-field"),
    help: help("Its field of counts. Default: households; without one each feature is one.", "户数字段。默认 households；没有该字段时每个要素计一户。"))
  var householdsField: String?

  func validate() throws {
    if householdsField != nil, households == nil { throw ValidationError(words("--households-field needs --households", "--households-field 需要 --households")) }
  }
}

/// Where findings go and what they are compared with.
struct FindingsArguments: ParsableArguments {
  @Option(help: help("Write the findings to a .geojson, .gpkg or .csv file.", "把发现写成 .geojson、.gpkg 或 .csv 文件。"))
  var out: String?

  @Option(
    name: .customLong("previous-findings"),
    help: help("Findings of an earlier audit, as --out wrote them, or a plan: tells which are new, still there, cured.", "以前的结果（--out 所写的文件或方案）：说明哪些是新增、仍在、已消除。"))
  var previousFindings: String?

  @Option(
    name: .customLong("as-of"),
    help: help(
      "The day of the audit, YYYY-MM-DD. Default: today; visits of a plan are looked at as on the day of the last look.",
      "核验日期，YYYY-MM-DD。默认为今天；方案的走访按上次查看的日期核对。")
  )
  var asOf: CivilDate?

  var delivery: FindingsDelivery {
    FindingsDelivery(output: out, previous: previousFindings, date: asOf?.description ?? CivilDate.today)
  }
}

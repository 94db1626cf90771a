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
  @Option(help: "Which fields mean what: code=…,name=…; also community, township, households, persons.")
  var fields: String?

  @Option(help: "Reference system of the layer, such as WGS84, GCJ-02, EPSG:4490. Default: the file's own.")
  var crs: String?

  @Flag(
    name: .customLong("allow-ballpark"),
    help: "Accept transformations that ignore the datum (errors up to 100 m or more).")
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
  @Option(help: "Household counts at places: points or polygons, FILE or FILE#LAYER.")
  var households: String?

  @Option(
    name: .customLong("households-field"),
    help: "Its field of counts. Default: households; without one each feature is one.")
  var householdsField: String?

  func validate() throws {
    if householdsField != nil, households == nil { throw ValidationError("--households-field needs --households") }
  }
}

/// Where findings go and what they are compared with.
struct FindingsArguments: ParsableArguments {
  @Option(help: "Write the findings to a .geojson, .gpkg or .csv file.")
  var out: String?

  @Option(
    name: .customLong("previous-findings"),
    help: "Findings of an earlier audit, as --out wrote them, or a plan: tells which are new, still there, cured.")
  var previousFindings: String?

  @Option(
    name: .customLong("as-of"),
    help:
      "The day of the audit, YYYY-MM-DD. Default: today; visits of a plan are looked at as on the day of the last look."
  )
  var asOf: CivilDate?

  var delivery: FindingsDelivery {
    FindingsDelivery(output: out, previous: previousFindings, date: asOf?.description ?? CivilDate.today)
  }
}

/// Refuses what is no length in metres.
func validateLength(_ value: Double, _ option: String, from least: Double) throws {
  guard value >= least, value <= 10_000 else {
    throw ValidationError("\(option) must be a number of metres, \(least) to 10000")
  }
}

// swift-tools-version: 6.2
import PackageDescription

// How every Swift target here is compiled. `.unsafeFlags` is avoided on purpose: a package that
// uses it cannot be depended on by version.
let house: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .strictMemorySafety(),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

func room(
  _ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = [], resources: [Resource]? = nil
) -> Target {
  .target(
    name: name, dependencies: dependencies, exclude: exclude, resources: resources, swiftSettings: house)
}

/// - Parameter rooms: Every room whose values the tests hold, also those that reach them through another
///   room: a build compiles a target again only where something it names has changed.
func tests(of name: String, _ rooms: [String] = [], _ others: [Target.Dependency] = []) -> Target {
  let names = [name] + rooms.filter { $0 != name }
  return .testTarget(
    name: "\(name)Tests", dependencies: names.map { .init(stringLiteral: $0) } + others, swiftSettings: house)
}

/// All libraries, for what stands on all of them.
let rooms = [
  "GridGeometry", "GridPartitioning", "GridLayers", "GridCoverages", "GridGraphs", "GridMaps", "GridSamples",
  "GridStaffing", "GridVisits", "GridCases", "GridAccess", "GridAuditing",
  "GridPlans",
]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let package = Package(
  name: "gridwright",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Gridwright", targets: ["Gridwright"]),
    .executable(name: "gridwright", targets: ["gridwright-cli"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // Room 0: C libraries and the rooms that stand on nothing else of ours.
    .systemLibrary(name: "CGEOS", pkgConfig: "geos", providers: [.apt(["libgeos-dev"]), .brew(["geos"])]),
    .systemLibrary(name: "CPROJ", pkgConfig: "proj", providers: [.apt(["libproj-dev"]), .brew(["proj"])]),
    .systemLibrary(name: "CCairo", pkgConfig: "cairo", providers: [.apt(["libcairo2-dev"]), .brew(["cairo"])]),
    .systemLibrary(name: "CPango", pkgConfig: "pangocairo", providers: [.apt(["libpango1.0-dev"]), .brew(["pango"])]),
    .target(name: "CPage"),
    room("GridGeometry", ["CGEOS", "CPROJ"]),
    room("GridPartitioning"),
    room("GridVisits"),

    // Room 1
    room("GridLayers", ["GridGeometry", grdb]),
    room("GridCoverages", ["GridGeometry", "GridPartitioning"]),
    room("GridGraphs", ["GridPartitioning"]),

    // Room 2
    room("GridStaffing", ["GridPartitioning"]),
    // The offline page: its markup, its style, and its program in files of one idea each, which CPage compiles in.
    room(
      "GridMaps", ["GridGeometry", "GridLayers", "CCairo", "CPango", "CPage", crypto], exclude: ["Page/Browser"]),
    room("GridSamples", ["GridGeometry", "GridLayers"]),
    room("GridAccess", ["GridGeometry", "GridPartitioning"]),
    room("GridCases", ["GridGeometry", "GridPartitioning", "GridVisits", crypto]),

    // Room 3
    room(
      "GridAuditing",
      ["GridGeometry", "GridCoverages", "GridPartitioning", "GridStaffing", "GridVisits", "GridAccess"]),

    // Room 4
    room(
      "GridPlans",
      [
        "GridGeometry", "GridLayers", "GridPartitioning", "GridCoverages", "GridMaps", "GridStaffing", "GridVisits",
        "GridAccess", "GridCases", "GridAuditing", "GridSamples", yams,
      ],
      // The preset policies, ledgers and rules of cases, compiled in so that they can be named anywhere; Presets leads to
      // data/policies, Ledgers to data/ledgers, CaseRules to data/cases.
      resources: ["dali", "households-300-500", "microgrid-30-100"].map { .embedInCode("Presets/\($0).yaml") }
        + ["three", "four", "five", "seven"].map { .embedInCode("Ledgers/\($0)-colors.yaml") }
        + [.embedInCode("CaseRules/neutral.yaml")]),

    // What callers import, and the command line.
    room("Gridwright", rooms.map { .init(stringLiteral: $0) }),
    .executableTarget(
      name: "gridwright-cli", dependencies: rooms.map { .init(stringLiteral: $0) } + [argumentParser],
      path: "Sources/gridwright-cli", swiftSettings: house),

    // What the tests share: other people's code, asked for a second opinion, and numbers that depend on a seed alone.
    .target(name: "Referees", path: "Tests/Referees", swiftSettings: house),
    tests(of: "GridGeometry", ["Referees"]),
    tests(of: "GridPartitioning"),
    tests(of: "GridLayers", ["GridGeometry", "Referees"], [grdb]),
    tests(of: "GridCoverages", ["GridGeometry", "GridPartitioning", "Referees"]),
    tests(of: "GridGraphs", ["GridPartitioning", "Referees"]),
    tests(of: "GridStaffing", ["GridPartitioning", "Referees"]),
    tests(of: "GridMaps", ["GridGeometry", "CCairo", "Referees"]),
    tests(of: "GridSamples", ["GridGeometry", "GridLayers", "Referees"]),
    tests(of: "GridVisits", ["Referees"]),
    tests(of: "GridCases", ["GridGeometry", "GridPartitioning", "GridVisits", "Referees"]),
    tests(of: "GridAccess", ["GridGeometry", "GridPartitioning", "GridLayers", "Referees"]),
    tests(
      of: "GridAuditing",
      ["GridGeometry", "GridCoverages", "GridPartitioning", "GridStaffing", "GridVisits", "GridAccess", "Referees"]),
    tests(of: "GridPlans", rooms + ["Referees"]),
    // Compiles and runs the code of the tutorial in Gridwright.docc, through symbolic links.
    tests(of: "Gridwright", rooms),
  ]
)

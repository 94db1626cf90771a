/// The texts beside the layers: the manifest and a page for whoever opens the folder.
enum SampleManifest {
  static func text(for settings: SampleSettings) -> String {
    """
    # SYNTHETIC DATA: a made-up county at sea. No place, household, institution or worker in it exists.
    # Made by: gridwright sample --households \(settings.households) --seed \(settings.seed)
    name: \(settings.name.zh) \(settings.name.en)
    synthetic: true
    code: "\(settings.code)"            # outside the codes GB/T 2260 gives to real counties
    crs: \(CountyFrame.referenceSystem)             # CGCS2000, 3-degree zone, central meridian 123 E
    policy: \(quoted(settings.policy))
    layers:
      communities:
        source: county.gpkg#communities
        fields: {code: code, name: name, township: township, urban: urban}
      households:
        source: county.gpkg#buildings
        fields: {id: id, households: hh}
      compounds:
        source: county.gpkg#compounds
        fields: {id: id, households: dwellings}
      barriers:
        - source: county.gpkg#roads
          fields: {class: highway, bridge: bridge, tunnel: tunnel}
          weights: {trunk: 10, primary: 7, secondary: 5, tertiary: 3, unclassified: 2, residential: 1.5, service: 0.5, track: 0.5, path: 0.3}
          tier2: [service, track, path]      # used only inside blocks that are too heavy
        - source: county.gpkg#railways
          fields: {class: railway, bridge: bridge, tunnel: tunnel}
          weights: {rail: 8}
        - source: county.gpkg#waterways
          fields: {class: waterway, name: name}
          weights: {river: 12, stream: 3}
          hardClasses: [river]               # crossed on bridges only
      sites:
        source: county.gpkg#sites
        fields: {id: id, class: class, name: name, rank: rank}      # the larger the rank the more important: 5 county … 1
      servicePoints:
        source: county.gpkg#service_points
        fields: {id: id, class: class, name: name}

    """
  }

  /// A preset's name as it is, a path in quotes where YAML needs them.
  private static func quoted(_ text: String) -> String {
    let isPlain = text.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || "0123456789-_./".unicodeScalars.contains($0)
    }
    if isPlain, let first = text.first, first.isLetter || first == "/" || first == "." { return text }
    return "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }

  static func readme(for settings: SampleSettings, _ summary: SampleSummary) -> String {
    """
    # \(settings.name.zh) \(settings.name.en): SYNTHETIC DATA

    A made-up county for trying and testing Gridwright. It lies at sea (34.3° N, 123° E), its code \(settings.code) belongs to no real
    place, and its names are put together from word lists; any likeness is chance. No line in it describes a real
    household, institution or person. Free of rights (CC0 1.0).

    Made by `gridwright sample --households \(settings.households) --seed \(settings.seed)`; the same settings give the same bytes.

    | what | number |
    | --- | --- |
    | households | \(summary.households) |
    | townships | \(summary.townships) |
    | communities, of them urban | \(summary.communities), \(summary.urbanCommunities) |
    | exclaves | \(summary.exclaves) |
    | buildings | \(summary.buildings) |
    | compounds | \(summary.compounds) |
    | sites | \(summary.sites) |
    | road lines, of them bridges | \(summary.roads), \(summary.bridges) |
    | service points | \(summary.servicePoints) |
    | workers | \(summary.workers) |
    | rows of visits | \(summary.visitRows) |
    | cases | \(summary.cases) |
    | faults planted in community borders | \(summary.plantedFaults) |

    `county.yaml` is the manifest, `county.gpkg` the layers (with the districts of a police of its own, `police_districts`, to compare with grids), `workers.csv` the workers (numbers for names, and homes), `teams.csv` as many
    teams of a head and two members (for `staff --rules one-leader-two-members`), `visits.csv` a made-up log of
    visits in the first half of 2026 (counts by grid and class), `visit-targets.csv` how many of each class a grid has, `visits.yaml` the classes,
    `cases.csv` made-up cases of the same months (times of Asia/Shanghai, WGS 84), `case-steps.csv` how far the open ones have come\(settings.dirt > 0 ? ", `faults.csv` the planted faults" : "").

    """
  }
}

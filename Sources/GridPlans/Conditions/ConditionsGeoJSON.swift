import GridCases
import GridGeometry
import GridLayers
import GridVisits

extension ConditionsMap {
  /// Raised when a property changes its name or meaning.
  static let schema = 1

  /// Writes the map as GeoJSON: grids first, then cases that have a place, and what adds up as members of the collection.
  ///
  /// - Parameters:
  ///   - hasParents: Also the grids above the leaves.
  ///   - files: What the map consists of.
  /// - Throws: ``PlanError/interrupted``, ``PlanError/layer(_:)``.
  func writeGeoJSON(
    to path: String, hasParents: Bool, files: [String], _ control: PlanningControl
  ) throws(PlanError) {
    try asPlanErrors("writing \(path)") {
      let degrees = try Transformation(from: referenceSystem, to: .wgs84)
      let schema = LayerSchema(name: "conditions", fields: [], geometryType: "Geometry", referenceSystem: .wgs84)
      var options = GeoJSONWriter.Options()
      options.foreignJSON = members(files)
      let writer = try GeoJSONWriter(path: path, schema: schema, options: options)
      for (number, grid) in grids.enumerated() where grid.isLeaf || hasParents {
        if number & 255 == 0 { try control.check() }
        let ground =
          grid.ground.polygons.count == 1 ? .polygon(grid.ground.polygons[0]) : Geometry.multiPolygon(grid.ground)
        try writer.write(id: nil, properties: properties(of: grid), try degrees.apply(ground))
      }
      let placed = cases.filter { $0.place != nil }
      let places = try degrees.apply(placed.compactMap(\.place))
      for (number, (item, place)) in zip(placed, places).enumerated() {
        if number & 4095 == 0 { try control.check() }
        try writer.write(id: nil, properties: properties(of: item), .point(place))
      }
      try control.check()
      try writer.finish()
    }
  }

  private func properties(of grid: ConditionsGrid) -> [UInt8] {
    var json = JSONObject()
    json.add("feature", .text("grid"))
    json.add("code", .text(grid.code))
    json.add("parents", .text(CodeList.join(grid.parents)))
    json.add("kind", .text(grid.kind.rawValue))
    json.add("level", .integer(Int64(grid.kind.level)))
    json.add("leaf", .boolean(grid.isLeaf))
    json.add("overlay", .boolean(grid.isOverlay))
    json.add("name", .text(grid.name))
    json.add("community", .text(grid.community))
    json.add("township", .text(grid.township))
    json.add("households", .integer(Int64(grid.households)))
    add(grid.figures, to: &json)
    json.add("hot", .boolean(grid.hotSpot?.isHot ?? false))
    json.add("z", .rounded(grid.hotSpot?.z, 3))
    json.add("p", .rounded(grid.hotSpot?.p, 6))
    json.add("q", .rounded(grid.hotSpot?.q, 6))
    json.add("cluster", .init(grid.cluster))
    guard audience == .internal else { return json.members }
    let color = color(of: grid.figures)
    json.add("color", .init(color?.code))
    json.add("letter", .init(color?.letter))
    json.add("hatch", .init(color?.hatch.rawValue))
    json.add("posts", .init(grid.posts))
    json.add("people", .init(grid.people))
    json.add("open_per_person", .rounded(grid.openPerPerson, 3))
    return json.members
  }

  /// The counts of a place; the same keys for all places of an audience.
  private func add(_ figures: ConditionsFigures, to json: inout JSONObject, withClasses: Bool = false) {
    json.add("open", .init(figures.open.number))
    json.add("suppressed", .boolean(figures.open.isSuppressed))
    if audience == .internal {
      json.add("overdue", .init(figures.overdue))
      json.add("overdue_share", .rounded(figures.overdueRate?.value, 4))
      json.add("paused", .init(figures.paused))
      json.add("closed", .init(figures.closed))
      json.add(
        "by_color", JSONObject.object(zip(colors, figures.byColor ?? []).filter { $1 > 0 }) { ($0.0.code, $0.1) })
    }
    if audience == .internal || withClasses { json.add("by_class", byClass(figures)) }
  }

  /// `{"water":12,"waste":null}`; null for suppressed, and as a whole where nothing is told.
  private func byClass(_ figures: ConditionsFigures) -> [UInt8] {
    guard let counts = figures.byClass else { return Array("null".utf8) }
    return JSONObject.object(counts.sorted { $0.key < $1.key }) { (classes[$0.key].code, $0.value.number) }
  }

  private func properties(of item: ConditionsCase) -> [UInt8] {
    var json = JSONObject()
    let color = item.color.map { colors[$0] }
    json.add("feature", .text("case"))
    if let view = item.staffView { json.add("id", .text(view.id)) }
    json.add("class", .text(classes[item.caseClass].code))
    json.add("class_name", .text(classes[item.caseClass].name.en))
    json.add("class_name_zh", .text(classes[item.caseClass].name.zh))
    json.add("color", .init(color?.code))
    json.add("letter", .init(color?.letter))
    json.add("hatch", .init(color?.hatch.rawValue))
    json.add("grid", item.grid.isEmpty ? .null : .text(item.grid))
    guard let view = item.staffView else {
      json.add("submitted", .init(item.submitted))
      return json.members
    }
    let standing = view.standing
    func time(_ instant: Instant?) -> FieldValue { .init(instant.map { $0.text(in: zone) }) }
    json.add("parents", .text(CodeList.join(view.parents)))
    json.add("community", .text(view.community))
    json.add("township", .text(view.township))
    json.add("state", .text(standing.state.rawValue))
    json.add("tier", .text(standing.tier.rawValue))
    json.add("is_paused", .boolean(standing.isPaused))
    json.add("submitted", time(standing.submitted))
    json.add("since", time(standing.since))
    json.add("age_days", .rounded(Double(standing.age) / 86_400_000, 3))
    json.add("due", time(standing.due))
    json.add("limit_used", .rounded(standing.limitUsed, 3))
    json.add("is_overdue", .boolean(standing.isOverdue))
    json.add("holder", .init(view.holder))
    json.add("post_grid", .init(view.post?.grid))
    json.add("post_role", .init(view.post?.role))
    json.add("post_number", .init(view.post?.number))
    json.add("post_worker", .init(view.post?.worker))
    return json.members
  }
}

extension ConditionsMap {
  /// The members of the collection besides its features.
  private func members(_ files: [String]) -> [(String, [UInt8])] {
    [
      ("schema", Array("\(Self.schema)".utf8)), ("audience", JSONObject.text(audience.rawValue)),
      ("files", JSONObject.list(files, JSONObject.text)),
      ("asOf", JSONObject.text(asOfText)), ("timeZone", JSONObject.text(zone.identifier)),
      ("county", JSONObject.text(name)), ("countyCode", JSONObject.text(countyCode)),
      ("township", township.map { JSONObject.text($0.code) } ?? Array("null".utf8)),
      ("synthetic", Array((isSynthetic ? "true" : "false").utf8)), ("attribution", JSONObject.text(attribution)),
      (
        "notes",
        JSONObject.list(notes) { note in
          var json = JSONObject()
          json.add("en", .text(note.en))
          json.add("zh", .text(note.zh))
          return json.object
        }
      ),
      ("k", Array((k.map { "\($0)" } ?? "null").utf8)), ("counts", countMembers), ("classes", classMembers),
      ("colors", members(of: colors)), ("gridColors", gridColorMembers),
      ("townships", JSONObject.list(townships) { members(of: $0, withClasses: true) }),
      ("clusters", clusterMembers),
      ("communities", JSONObject.list(communities) { members(of: $0, withClasses: false) }),
    ]
  }

  private var countMembers: [UInt8] {
    var json = JSONObject()
    for (key, count) in [
      ("located", totals.located), ("outside", totals.outside), ("ambiguous", totals.ambiguous),
      ("unlocated", totals.unlocated),
    ] { json.add(key, .init(count.number)) }
    json.add("points", .init(totals.points))
    json.add("counted_only", .init(totals.countedOnly))
    json.add("grids", .init(totals.leaves))
    json.add("suppressed_grids", .init(totals.suppressed))
    json.add("hot_spots", .init(totals.hotSpots))
    add(county, to: &json, withClasses: true)
    return json.object
  }

  private var clusterMembers: [UInt8] {
    JSONObject.list(clusters) { cluster in
      var json = JSONObject()
      json.add("cluster", .init(cluster.number))
      json.add("grids", .text(cluster.grids.joined(separator: " ")))
      json.add("open", .init(cluster.cases))
      json.add("households", .init(cluster.households))
      json.add("expected", .rounded(cluster.expected, 3))
      json.add("ratio", .rounded(cluster.ratio, 3))
      json.add("log_ratio", .rounded(cluster.logRatio, 4))
      json.add("p", .rounded(cluster.p, 5))
      return json.object
    }
  }

  private var classMembers: [UInt8] {
    let used = audience == .internal ? Set((county.byClass ?? [:]).keys) : Set(classes.indices)
    return JSONObject.list(classes.indices.filter(used.contains)) { number in
      let caseClass = classes[number]
      var json = JSONObject()
      json.add("class", .text(caseClass.code))
      json.add("name", .text(caseClass.name.en))
      json.add("name_zh", .text(caseClass.name.zh))
      json.add("sensitive", .boolean(caseClass.isSensitive))
      return json.object
    }
  }

  /// The colours of grids where they are none of the cases'.
  private var gridColorMembers: [UInt8] {
    guard audience == .internal, let ledger = gridColors.ledger else { return Array("null".utf8) }
    return members(of: ledger.colors)
  }

  private func members(of colors: [LedgerColor]) -> [UInt8] {
    JSONObject.list(colors) { color in
      var json = JSONObject()
      json.add("color", .text(color.code))
      json.add("name", .text(color.name.en))
      json.add("name_zh", .text(color.name.zh))
      json.add("hex", .text(color.hex))
      json.add("letter", .text(color.letter))
      json.add("hatch", .text(color.hatch.rawValue))
      json.add("meaning", .text(color.meaning.en))
      json.add("meaning_zh", .text(color.meaning.zh))
      return json.object
    }
  }

  private func members(of place: ConditionsPlace, withClasses: Bool) -> [UInt8] {
    var json = JSONObject()
    json.add("code", .text(place.code))
    json.add("name", .text(place.name))
    json.add("township", .text(place.township))
    json.add("households", .init(place.households))
    add(place.figures, to: &json, withClasses: withClasses)
    return json.object
  }
}

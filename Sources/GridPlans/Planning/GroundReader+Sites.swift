import GridCoverages
import GridGeometry
import GridLayers

/// Sites that get a grid of their own.
extension GroundReader {
  mutating func sites() throws(PlanError) -> [SiteArea] {
    guard let spec = county.sites else { return [] }
    guard let dedicated = county.policy.dedicated else {
      intake.note(
        GroundNote(
          rule: "sites-unused", severity: .info,
          text: "\(spec.title): the policy has no dedicated grids, so sites are not read", subjects: [spec.title]))
      return []
    }
    let wanted = Set(dedicated.classes)
    var seen: Set<String> = []
    var others: [String: Int] = [:]
    var count = 0
    let sites: [SiteArea] = try intake.collect(spec, required: ["class"]) { reading in
      count += 1
      let category = reading.text("class") ?? ""
      guard wanted.isEmpty || wanted.contains(category) else {
        others[category, default: 0] += 1
        return nil
      }
      guard let geometry = reading.geometry, !geometry.isEmpty else {
        reading.note("site-without-place", "\(reading.absence); it gets no grid")
        return nil
      }
      let polygons = reading.repairedPolygons(of: geometry, "site-repaired")
      if polygons.isEmpty, dedicated.mode == .overlay {
        reading.note(
          "site-without-ground",
          "it is a \(geometry.typeName) and no polygon, which alone can be laid over grids; it gets no grid")
        return nil
      }
      if reading.value("rank").real == nil, let rank = reading.text("rank") {
        reading.note("site-rank-unknown", "its rank `\(rank.shortened)` is no number and counts as 0")
      }
      var id = reading.id
      if !seen.insert(id).inserted {
        id += "#\(reading.feature.ordinal)"
        seen.insert(id)
      }
      return SiteArea(
        id: id, category: category, name: reading.text("name") ?? category, rank: reading.value("rank").real ?? 0,
        ground: MultiPolygon(polygons), point: polygons.isEmpty ? geometry.points.first : nil)
    }
    note(others, of: count, spec.title)
    return sites
  }

  /// Tells how many sites are of classes the policy does not name.
  private mutating func note(_ others: [String: Int], of count: Int, _ title: String) {
    guard !others.isEmpty else { return }
    let named = others.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(6)
      .map { "\($0.key.isEmpty ? "no class" : $0.key) \($0.value)" }.joined(separator: ", ")
    let rest = others.values.reduce(0, +)
    intake.note(
      GroundNote(
        rule: "site-of-other-class", severity: .info,
        text:
          "\(title): \(count - rest) of \(count) sites are of the policy's classes; the others get no grid (\(named))",
        measure: Double(rest), unit: "sites", subjects: [title]))
  }
}

extension FeatureReading {
  /// The polygons of a geometry, mended and noted where they are not valid.
  fileprivate mutating func repairedPolygons(of geometry: Geometry, _ rule: String) -> [Polygon] {
    let ground = MultiPolygon(geometry.polygons)
    guard case .invalid(let reason, _) = ground.validity(), let repaired = try? ground.repaired() else {
      return ground.polygons
    }
    note(rule, "its polygon is not valid: \(reason); it is repaired")
    return repaired.polygons
  }
}

import GridCoverages
import GridGeometry

extension GroundReader {
  /// Notes on units that state a community the layer of communities does not have, or that lie apart from the one they
  /// state.
  func unplacedUnits(_ input: GroundInput) -> [GroundNote] {
    guard let title = county.units?.title, !input.communities.isEmpty else { return [] }
    var envelopes: [String: Envelope] = [:]
    for community in input.communities { envelopes[community.code] = community.ground.envelope }
    let reach = county.tolerances.communities + county.tolerances.precision
    var unknown: [UnitArea] = []
    var apart: [UnitArea] = []
    for unit in input.units {
      guard let code = unit.community else { continue }
      if let envelope = envelopes[code] {
        if !envelope.expanded(by: reach).intersects(unit.ground.envelope) { apart.append(unit) }
      } else {
        unknown.append(unit)
      }
    }
    return [
      note("unit-community-unknown", unknown, title) {
        "\($0) units state a community that is not in the layer of communities and are placed by where they lie"
      },
      note("unit-apart", apart, title) { "\($0) units lie apart from the community they state" },
    ].compactMap(\.self)
  }

  private func note(
    _ rule: String, _ units: [UnitArea], _ title: String, _ words: (Int) -> String
  ) -> GroundNote? {
    guard let first = units.first else { return nil }
    return GroundNote(
      rule: rule, severity: .warning,
      text: "\(title): \(words(units.count)); the first is \(first.id) of \(first.community ?? "")",
      place: first.ground.interiorPoint.map(Geometry.point), measure: Double(units.count), unit: "units",
      subjects: units.prefix(20).map(\.id))
  }
}

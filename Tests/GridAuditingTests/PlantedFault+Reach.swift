import GridAccess
import GridAuditing
import GridGeometry

extension PlantedFault {
  /// A street along the middle of the small plan, in one piece or cut between two columns.
  private static func street(cut: Bool = false) -> [WayLine] {
    let spans = cut ? [(0.0, 4.0), (4.5, 8.0)] : [(0.0, 8.0)]
    return spans.map { WayLine([DrawnPlan.corner($0.0, 2), DrawnPlan.corner($0.1, 2)], category: "residential") }
  }

  private static func promise(
    doctors: [(Double, Double)], minutes: Double, ways: [WayLine]? = street(), snapLimit: Double = 90
  ) -> AuditReach {
    AuditReach(
      services: doctors.enumerated().map { .init(id: "d\($0)", category: "doctor", point: DrawnPlan.corner($1.0, $1.1)) },
      ways: ways ?? [],
      promises: [
        .init(
          category: "doctor",
          settings: ReachSettings(minutes: minutes, speed: 3, snapLimit: snapLimit, usesNetwork: ways != nil))
      ])
  }

  static let reach: [PlantedFault] = [
    PlantedFault("a doctor at the far end of the street", "beyond-reach") {
      $0.edit { $0.reach = promise(doctors: [(0, 2)], minutes: 4) }
    },
    PlantedFault("no doctor at all", "beyond-reach") { $0.edit { $0.reach = promise(doctors: [], minutes: 4) } },
    PlantedFault("a speed that is no number", "beyond-reach") {
      $0.edit {
        $0.reach = promise(doctors: [(4, 2)], minutes: 40)
        $0.reach?.promises[0].settings.speed = .nan
      }
    },
    PlantedFault("a doctor abroad", "service-point-outside") {
      $0.edit { $0.reach = promise(doctors: [(4, 2), (40, 2)], minutes: 40, ways: nil) }
    },
    PlantedFault("a doctor off the street", "service-point-off-network") {
      $0.edit { $0.reach = promise(doctors: [(4, 2), (1, 0.05)], minutes: 40) }
    },
    PlantedFault("a street in two pieces, a doctor on each", "network-in-pieces") {
      $0.edit { $0.reach = promise(doctors: [(2, 2), (6, 2)], minutes: 40, ways: street(cut: true)) }
    },
  ]
}

public import GridAccess
import GridAuditing
import GridGeometry

/// What a plan promises about reach, kept in its file so that every audit reckons it again.
public struct PlanReach: Hashable, Sendable {
  /// Everyone is to reach a service of a class in so many minutes.
  public struct Promise: Hashable, Sendable {
    public var category: String
    public var settings: ReachSettings
    /// The day it was last reckoned, ISO 8601.
    public var asOf: String
  }

  /// One a class, by class.
  public var promises: [Promise]
  /// The ways walked on, where a network was given; otherwise the plan's barriers serve.
  public var ways: [WayLine]
  /// How fast people walk on each class of ways by the policy; `nil` where it does not say.
  public var speeds: SpeedSettings?

  /// Nothing is promised unless said so.
  public init(promises: [Promise] = [], ways: [WayLine] = [], speeds: SpeedSettings? = nil) {
    self.promises = promises
    self.ways = ways
    self.speeds = speeds
  }

  /// Puts a promise in the place of the one of its class.
  mutating func set(_ promise: Promise) {
    promises.removeAll { $0.category == promise.category }
    promises.append(promise)
    promises.sort { $0.category < $1.category }
  }
}

extension Plan {
  /// The ways to walk on: the network the plan was given, else those of its barriers that have a class people walk on.
  func walkedWays(on classes: Set<String>) -> [WayLine] {
    if !reach.ways.isEmpty { return reach.ways }
    return barriers.filter { classes.contains($0.category) }.flatMap { barrier in
      barrier.geometry.lines.map { WayLine($0.points, category: barrier.category) }
    }
  }

  /// What the audit is told about reach; `nil` where nothing is promised.
  var auditReach: AuditReach? {
    guard !reach.promises.isEmpty else { return nil }
    let walking = reach.promises.map(\.settings).filter(\.usesNetwork)
    return AuditReach(
      services: servicePoints.map { .init(id: $0.id, category: $0.category, point: $0.point) },
      ways: walking.isEmpty ? [] : walkedWays(on: Set(walking.flatMap(\.factors.keys))),
      promises: reach.promises.map { .init(category: $0.category, settings: $0.settings) })
  }
}

import GridAccess
import GridGeometry

/// Service points lie in the county, and some way leads to each.
struct ServicePointOutside: AuditRule {
  let id = "service-point-outside"
  let claim = Wording(en: "Every service point lies in a community of the plan.", zh: "每个服务点都位于方案的某个社区内。")

  func applies(to evidence: AuditEvidence) -> Bool { evidence.reach != nil }

  func findings(in evidence: AuditEvidence) -> [Finding] {
    guard let reach = evidence.input.reach, evidence.communities.count > 0 else { return [] }
    return reach.services.compactMap { service in
      let isInside = (0..<evidence.communities.count).contains { community in
        evidence.communities.envelopes[community].contains(service.point)
          && evidence.communities.grounds[community].contains(service.point)
      }
      if isInside { return nil }
      return Finding(
        id, .warning, subjects: [service.id, service.category], anchor: service.point, place: .point(service.point),
        Wording(
          en: "Service point \(service.id) (\(service.category)) lies in no community of the plan.",
          zh: "服务点 \(service.id)（\(service.category)）不在方案的任何社区内。"))
    }
  }
}

/// A point too far from every way serves nobody.
struct ServicePointOffNetwork: AuditRule {
  let id = "service-point-off-network"
  let claim = Wording(en: "Some way leads to every service point.", zh: "每个服务点都有道路可达。")

  func applies(to evidence: AuditEvidence) -> Bool { evidence.reach != nil }

  func findings(in evidence: AuditEvidence) -> [Finding] {
    guard let reach = evidence.reach, let input = evidence.input.reach else { return [] }
    return reach.checked.flatMap { checked in
      checked.lost.map { index in
        let service = input.services[index]
        let limit = figure(checked.promise.settings.snapLimit)
        return Finding(
          id, .warning, subjects: [service.id, service.category, checked.promise.category], anchor: service.point,
          place: .point(service.point), measure: checked.promise.settings.snapLimit, unit: "m",
          Wording(
            en: "No road or path comes within \(limit) m of service point \(service.id) (\(service.category)): it serves nobody.",
            zh: "服务点 \(service.id)（\(service.category)）周围 \(limit) 米内没有道路：没有住户能到达。"))
      }
    }
  }
}

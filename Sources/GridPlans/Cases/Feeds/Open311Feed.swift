import Foundation
import GridGeometry
import GridLayers

/// Requests as a server of Open311 GeoReport v2 lists them, in JSON or XML (https://wiki.open311.org/GeoReport_v2/).
///
/// The standard has no time of closing: that of a closed request is its last update. What people wrote (`description`,
/// `status_notes`, `media_url`) is not read.
struct Open311Feed: CaseFeed {
  let system: ReferenceSystem?
  private let rows: [FeedRow]

  /// The names of elements that mean something.
  static let names: Set<String> = [
    "service_request_id", "service_code", "service_name", "status", "requested_datetime", "updated_datetime", "address",
    "lat", "long",
  ]

  init(_ path: String, datum: ReferenceSystem) throws(PlanError) {
    system = datum
    try requireRegularFile(path)
    guard let data = FileManager.default.contents(atPath: path) else {
      throw .layer(.unreadable(path: path, cause: "it cannot be opened"))
    }
    let requests =
      LayerSource(path: path).pathExtension == "xml"
      ? try Open311XML.requests(in: data, path: path) : try Self.requests(inJSON: data, path: path)
    rows = requests.enumerated().map { FeedRow($1.values, ordinal: $0 + 1, line: $1.line) }
  }

  func forEach(_ body: (FeedRow) throws -> Void) throws {
    for row in rows { try body(row) }
  }

  /// What a file holds by its name and first bytes.
  static func format(of source: LayerSource) throws(PlanError) -> CaseFormat {
    switch source.pathExtension {
    case "xml": return .open311
    case "json":
      try requireRegularFile(source.path)
      guard let file = FileHandle(forReadingAtPath: source.path), let head = try? file.read(upToCount: 1 << 16) else {
        throw .layer(.unreadable(path: source.path, cause: "it cannot be opened"))
      }
      let text = String(decoding: head, as: UTF8.self)
      let isList = text.trimmingSpaces.first == "["
      return isList || (text.contains("\"service_request") && !text.contains("\"FeatureCollection\"")) ? .open311 : .layer
    default: return .layer
    }
  }

  /// A request as texts by name.
  typealias Request = (values: [String: String], line: Int?)

  private static func requests(inJSON data: Data, path: String) throws(PlanError) -> [Request] {
    let parsed = try? JSONSerialization.jsonObject(with: data, options: [.fragmentsAllowed])
    let list = (parsed as? [Any]) ?? ((parsed as? [String: Any])?["service_requests"] as? [Any])
    guard let list else {
      throw malformed(
        path, BilingualText(en: "it is no JSON list of service requests", zh: "不是服务请求的 JSON 列表"))
    }
    return list.map { entry in
      var values: [String: String] = [:]
      for (name, value) in entry as? [String: Any] ?? [:] where names.contains(name) {
        switch value {
        case let text as String: values[name] = text
        case let number as NSNumber: values[name] = number.stringValue
        default: break
        }
      }
      return (values, nil)
    }
  }

  static func malformed(_ path: String, line: Int? = nil, _ cause: BilingualText) -> PlanError {
    .badInput(
      InputProblem(
        source: path, place: line.map(BilingualText.line), cause: cause,
        remedy: BilingualText(
          en: "Fetch requests.json or requests.xml of GeoReport v2 again", zh: "请重新下载 GeoReport v2 的 requests.json 或 requests.xml")))
  }
}

extension FeedRow {
  fileprivate init(_ values: [String: String], ordinal: Int, line: Int?) {
    func text(_ name: String) -> String { values[name]?.trimmingSpaces ?? "" }
    self.init(ordinal: ordinal, line: line)
    id = text("service_request_id")
    caseClass = text("service_name").isEmpty ? text("service_code") : text("service_name")
    created = text("requested_datetime")
    status = text("status")
    closed = status.lowercased() == "closed" ? text("updated_datetime") : ""
    address = text("address")
    let (latitude, longitude) = (text("lat"), text("long"))
    guard !latitude.isEmpty || !longitude.isEmpty else { return }
    if let x = FieldValue.text(longitude).real, let y = FieldValue.text(latitude).real {
      point = Point(x, y)
    } else {
      let pair = "`\(latitude.shortened)`, `\(longitude.shortened)`"
      fault = BilingualText(en: "\(pair) are not two coordinates", zh: "\(pair) 不是一对坐标")
    }
  }
}

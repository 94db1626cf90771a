import Foundation
import GridGeometry
import GridLayers

/// Requests as a server of Open311 GeoReport v2 lists them, in JSON or XML (https://wiki.open311.org/GeoReport_v2/).
///
/// The standard has no time of closing: that of a closed request is its last update. What people wrote (`description`,
/// `status_notes`, `media_url`) is not read. Who reported a request the standard leaves to the server; elements that tell
/// are read where they are named, such as `name=first_name+last_name,phone=phone`.
struct Open311Feed: CaseFeed {
  let system: ReferenceSystem?
  let contactNames: [String]
  private let rows: [FeedRow]

  /// The names of elements that mean something.
  static let names: Set<String> = [
    "service_request_id", "service_code", "service_name", "status", "requested_datetime", "updated_datetime", "address",
    "lat", "long",
  ]

  init(_ path: String, reporters: ReporterFields? = nil, datum: ReferenceSystem) throws(PlanError) {
    system = datum
    let contact = reporters?.elements ?? []
    contactNames = contact.map(\.key.rawValue)
    let names = Self.names.union(contact.flatMap(\.elements))
    try requireRegularFile(path)
    guard let data = FileManager.default.contents(atPath: path) else {
      throw .layer(.unreadable(path: path, cause: "it cannot be opened"))
    }
    let requests =
      LayerSource(path: path).pathExtension == "xml"
      ? try Open311XML.requests(in: data, names, path: path) : try Self.requests(inJSON: data, names, path: path)
    for element in contact.flatMap(\.elements) where !requests.contains(where: { $0.values[element] != nil }) {
      throw .badInput(
        InputProblem(
          source: path, place: BilingualText("--reporters"),
          cause: BilingualText(
            en: "no request has an element `\(element.shortened)`", zh: "没有任何请求含有元素 `\(element.shortened)`"),
          remedy: BilingualText(
            en: "Name elements of the requests, such as name=first_name+last_name,phone=phone",
            zh: "请写请求中的元素名，例如 name=first_name+last_name,phone=phone")))
    }
    rows = requests.enumerated().map { number, request in
      var row = FeedRow(request.values, ordinal: number + 1, line: request.line)
      row.damage = request.damage
      row.contact = contact.map { field in
        field.elements.compactMap { request.values[$0]?.trimmingSpaces }.filter { !$0.isEmpty }.joined(separator: " ")
      }
      return row
    }
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
  typealias Request = (values: [String: String], line: Int?, damage: RowFault?)

  private static func requests(inJSON data: Data, _ names: Set<String>, path: String) throws(PlanError) -> [Request] {
    let parsed = try? JSONSerialization.jsonObject(with: data, options: [.fragmentsAllowed])
    let list = (parsed as? [Any]) ?? ((parsed as? [String: Any])?["service_requests"] as? [Any])
    guard let list else {
      throw malformed(
        path, BilingualText(en: "it is no JSON list of service requests", zh: "不是服务请求的 JSON 列表"))
    }
    let names = names.sorted()
    return list.map { entry in
      let entry = entry as? [String: Any] ?? [:]
      var request: Request = ([:], nil, nil)
      for name in names {
        switch entry[name] {
        case let text as String: request.values[name] = text
        case let number as NSNumber:
          request.values[name] = number.stringValue
          if let word = word(of: number) { request.damage = notText(name, word) }
        default: break
        }
      }
      return request
    }
  }

  /// `true` or `false`, which Foundation has as the numbers 1 and 0; `nil` for other numbers.
  private static func word(of number: NSNumber) -> String? {
    guard ["0", "1"].contains(number.stringValue), let text = try? JSONSerialization.data(withJSONObject: [number]) else {
      return nil
    }
    return ["true", "false"].first { text == Data("[\($0)]".utf8) }
  }

  private static func notText(_ name: String, _ word: String) -> RowFault {
    RowFault(
      "not-text", en: "its `\(name)` is \(word), neither text nor a number", zh: "其 `\(name)` 是 \(word)，既非文字也非数字")
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
    classCode = text("service_code")
    caseClass = text("service_name").isEmpty ? classCode : text("service_name")
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

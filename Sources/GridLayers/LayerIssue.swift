/// Dirt in a layer that reading goes around: collected with its place, never a reason to stop.
public struct LayerIssue: Hashable, Sendable {
  /// The file, with `#layer` where it holds several.
  public var source: String
  /// The row, from 1; `nil` for the layer as a whole.
  public var feature: Int?
  public var field: String?
  public var cause: String
  public var remedy: String

  /// Dirt at a row and field, or in the layer as a whole.
  public init(source: String, feature: Int? = nil, field: String? = nil, cause: String, remedy: String) {
    self.source = source
    self.feature = feature
    self.field = field
    self.cause = cause
    self.remedy = remedy
  }

  /// One line that locates the trouble without anything around it.
  public var message: String {
    var place = source
    if let feature { place += ", feature \(feature)" }
    if let field { place += ", field \"\(field)\"" }
    return "\(place): \(cause). \(remedy)"
  }
}

/// Issues in the order met, with the flood of one kind cut after its first hundred, so that a broken file of
/// any size costs bounded memory and the total is still told.
struct IssueLog {
  static let limitPerKind = 100
  let source: String
  private(set) var issues: [LayerIssue] = []
  private var counts: [String: Int] = [:]
  private var kinds: [(kind: String, remedy: String)] = []

  init(source: String) { self.source = source }

  /// - Parameter kind: What the flood is of, in the plural, such as "unclosed rings".
  @discardableResult
  mutating func note(
    _ kind: String, feature: Int? = nil, field: String? = nil, cause: String, remedy: String
  ) -> LayerIssue {
    let issue = LayerIssue(source: source, feature: feature, field: field, cause: cause, remedy: remedy)
    let count = (counts[kind] ?? 0) + 1
    counts[kind] = count
    if count == 1 { kinds.append((kind, remedy)) }
    if count <= Self.limitPerKind { issues.append(issue) }
    return issue
  }

  /// Adds, for each kind that was cut, how many there were.
  mutating func close() {
    for (kind, remedy) in kinds {
      guard let count = counts[kind], count > Self.limitPerKind else { continue }
      let cause = "\(count) \(kind) in all, of which the first \(Self.limitPerKind) are listed"
      issues.append(LayerIssue(source: source, cause: cause, remedy: remedy))
    }
  }
}

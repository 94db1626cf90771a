import GridPartitioning

/// Encodes what is not known as `null`, so that a summary always has all its keys.
@propertyWrapper
public struct OrNull<Value: Hashable & Sendable & Encodable>: Hashable, Sendable, Encodable {
  public var wrappedValue: Value?

  /// A value, or nothing.
  public init(wrappedValue: Value?) { self.wrappedValue = wrappedValue }

  /// Writes the value or `null`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(wrappedValue)
  }
}

/// What `gridwright partition` prints with `--json`. Measures are recomputed from the division and the graph as read.
public struct GraphPartitionSummary: Hashable, Sendable, Encodable {
  /// The least and the greatest of some weights, both included.
  public struct Span: Hashable, Sendable, Encodable {
    public let min, max: Int
  }

  /// A stage of the run and how long it took by the clock.
  public struct Stage: Hashable, Sendable, Encodable {
    public let name: String
    public let seconds: Double
  }

  /// One reason why the division does not keep what was asked for, with all zones it holds for.
  public struct Reason: Hashable, Sendable, Encodable {
    /// As written in the table; empty where the number of zones is meant.
    public let zones: [Int]
    /// The weights of these zones.
    public let weights: [Int]
    public let reason: String
    public let reasonZh: String
    /// The atoms the reason speaks of.
    public let atoms: [String]
    /// Whether it holds whatever the search does.
    public let proved: Bool
  }

  /// A locked zone and its number in the result.
  public struct Renumbered: Hashable, Sendable, Encodable {
    /// As written in the table of locked zones.
    public let locked: String
    public let zone: Int
  }

  public let schema: Int
  /// Whether every zone is connected and in the band, and there are as many as asked for.
  public let feasible: Bool
  public let objective: String
  public let cutEdges: Int
  /// In the unit of the file; `nil` where it has no lengths.
  @OrNull public internal(set) var cutLength: Double?
  /// max |weight · zones / total − 1|.
  public let maxDeviation: Double
  /// No division into this number of zones inside the band costs less, in the unit of the objective.
  @OrNull public internal(set) var lowerBound: Double?
  @OrNull public internal(set) var lowerBoundMethod: String?
  public let provedOptimal: Bool
  public let zones: Int
  /// Zones in more than one piece.
  public let broken: Int
  /// The lightest and the heaviest zone.
  public let weights: Span
  public let bounds: Span
  public let atoms: Int
  public let edges: Int
  public let totalWeight: Int
  /// The attributes that were read; `nil` where a METIS file has none.
  @OrNull public internal(set) var weightField: String?
  @OrNull public internal(set) var lengthField: String?
  public let reasons: [Reason]
  /// Locked zones whose label in the table could not be their number.
  public let renumbered: [Renumbered]
  public let moves: Int
  /// Proposed moves a second of annealing on one thread, by the clock; `nil` where nothing was annealed.
  @OrNull public internal(set) var movesPerSecond: Double?
  /// Whether the clock, or an interruption, ended the search: another machine may then find another division.
  public let machineDependent: Bool
  public let interrupted: Bool
  public let threads: Int
  public let seed: UInt64
  public let stages: [Stage]
  /// From the start of the call to the end of writing.
  public let seconds: Double
}

extension GraphPartitionSummary {
  /// A few lines for people.
  func text(output: String?, edgesWithoutLength: Int) -> GraphText {
    func percent(_ share: Double) -> String { "\((share * 100_000).rounded() / 1000) %" }
    func plain(_ value: Double) -> String {
      let rounded = (value * 1000).rounded() / 1000
      return Int(exactly: rounded).map(String.init) ?? "\(rounded)"
    }
    let length = cutLength.map { ", cut length \(plain($0))" } ?? ""
    let lengthZh = cutLength.map { "，切割长度 \(plain($0))" } ?? ""
    let bound = lowerBound.map { provedOptimal ? "proved optimal" : "no plan inside the band cuts less than \(plain($0))" }
    let boundZh = lowerBound.map { provedOptimal ? "已证明最优" : "符合范围的方案至少为 \(plain($0))" }
    let time = "\((seconds * 100).rounded() / 100) s"
    let place = output.map { " → \($0)" } ?? ""
    let end = interrupted ? ", stopped as asked" : machineDependent ? ", ended by the clock" : ""
    let endZh = interrupted ? "（按要求停止）" : machineDependent ? "（由时限结束）" : ""
    let gaps = edgesWithoutLength > 0
    let more = max(0, reasons.count - 20)
    let field = lengthField ?? ""
    return GraphText(
      en: """
        \(atoms) atoms, \(edges) borders, total weight \(totalWeight) (\(weightField ?? "1 each"))
        \(zones) zones of \(weights.min)…\(weights.max), band \(bounds.min)…\(bounds.max), largest deviation \(percent(maxDeviation))
        cut edges \(cutEdges)\(length)\(bound.map { " (\($0))" } ?? ""), broken zones \(broken)
        \(feasible ? "feasible" : "NOT FEASIBLE"), \(time)\(end)\(place)
        """ + reasons.prefix(20).map { "\n\($0.lead.en)\($0.reason)" }.joined()
          + (more > 0 ? "\nand \(more) more reasons; --json lists all" : "")
          + renumbered.prefix(20).map { "\nlocked zone \($0.locked) is number \($0.zone) in the result" }.joined()
          + (gaps ? "\n\(edgesWithoutLength) edges have no \(field) and count as 0" : ""),
      zh: """
        原子 \(atoms) 个，边界 \(edges) 条，总权重 \(totalWeight)（\(weightField ?? "每个为 1")）
        分区 \(zones) 个，权重 \(weights.min)…\(weights.max)，范围 \(bounds.min)…\(bounds.max)，最大偏差 \(percent(maxDeviation))
        切割边 \(cutEdges) 条\(lengthZh)\(boundZh.map { "（\($0)）" } ?? "")，不连通的分区 \(broken) 个
        \(feasible ? "符合要求" : "不符合要求")，用时 \(time)\(endZh)\(place)
        """ + reasons.prefix(20).map { "\n\($0.lead.zh)\($0.reasonZh)" }.joined()
          + (more > 0 ? "\n另有 \(more) 条原因，用 --json 可全部列出" : "")
          + renumbered.prefix(20).map { "\n锁定的分区 \($0.locked) 在结果中编号为 \($0.zone)" }.joined()
          + (gaps ? "\n有 \(edgesWithoutLength) 条边没有 \(field)，按 0 计" : ""))
  }
}

extension GraphPartitionSummary.Reason {
  /// The zones it holds for, the first few by number.
  fileprivate var lead: GraphText {
    guard !zones.isEmpty else { return GraphText(en: "", zh: "") }
    let few = zip(zones, weights).prefix(6).map { "\($0) (\($1))" }
    let more = zones.count > few.count
    return GraphText(
      en:
        "zone\(zones.count > 1 ? "s" : "") \(few.joined(separator: ", "))\(more ? ", … \(zones.count) in all" : ""): ",
      zh: "分区 \(few.joined(separator: "、"))\(more ? " 等共 \(zones.count) 个" : "")：")
  }
}

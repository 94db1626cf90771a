/// What stops a reckoning of reach or a search for places. Data that can be worked with in part becomes a finding instead.
public enum AccessError: Error, Hashable, Sendable {
  /// No line of the network can be walked.
  case emptyNetwork
  /// A speed, limit or factor that is no positive number; its name and value.
  case badSetting(name: String, value: Double)
  /// There is no service point to reach.
  case noPoints
  /// There is nobody to be served.
  case noDemand
  /// A weight below zero, or not finite, at a place in the order given.
  case badWeight(index: Int, value: Double)
  /// A cost below zero or not a number, between a place and a candidate.
  case badCost(demand: Int, candidate: Int, value: Double)
  /// More points are asked for than there are candidates.
  case tooFewCandidates(asked: Int, candidates: Int)
  /// Not one candidate is within so many metres of a way.
  case candidatesOffNetwork(candidates: Int, metres: Double)
  /// Places that no candidate can serve, with the weight that lives there: the whole cannot be covered.
  case outOfReach(demands: Int, weight: Double)
  /// All points together hold less than there is to serve.
  case tooLittleCapacity(capacity: Double, weight: Double)
  /// Tables whose sizes do not fit each other; what was expected and what came.
  case sizeMismatch(expected: Int, found: Int)
  case cancelled

  /// Whole numbers without a fraction.
  private static func plain(_ value: Double) -> String { Int(exactly: value).map(String.init) ?? "\(value)" }

  /// The cause in English, without a full stop.
  public var message: String {
    switch self {
    case .emptyNetwork: "no line of the network can be walked: none has a class with a speed"
    case .badSetting(let name, let value): "\(name) is \(Self.plain(value)), not a positive number"
    case .noPoints: "there are no service points"
    case .noDemand: "there are no households to serve"
    case .badWeight(let index, let value): "place \(index + 1) has a weight of \(Self.plain(value)), which is no count"
    case .badCost(let demand, let candidate, let value):
      "the cost from place \(demand + 1) to candidate \(candidate + 1) is \(value)"
    case .tooFewCandidates(let asked, let candidates):
      "\(asked == 1 ? "1 new point is" : "\(asked) new points are") asked for, and there \(candidates == 1 ? "is 1 candidate" : "are \(candidates) candidates")"
    case .candidatesOffNetwork(let candidates, let metres):
      "\(candidates == 1 ? "the one candidate is not" : "not one of \(candidates) candidates is") within \(Self.plain(metres)) m of any way"
    case .outOfReach(let demands, let weight):
      "no candidate reaches \(demands == 1 ? "1 place" : "\(demands) places") with a weight of \(Self.plain(weight)) in all"
    case .tooLittleCapacity(let capacity, let weight):
      "the points that may be opened can serve \(Self.plain(capacity)), and \(Self.plain(weight)) are to be served"
    case .sizeMismatch(let expected, let found): "a table has \(found) rows where \(expected) were expected"
    case .cancelled: "it was cancelled"
    }
  }

  /// The same in Chinese.
  public var messageZH: String {
    switch self {
    case .emptyNetwork: "路网中没有可步行的线：没有任何一条的类别带有速度"
    case .badSetting(let name, let value): "\(name) 为 \(Self.plain(value))，不是正数"
    case .noPoints: "没有服务点"
    case .noDemand: "没有需要服务的住户"
    case .badWeight(let index, let value): "第 \(index + 1) 处的权重为 \(Self.plain(value))，不是有效数量"
    case .badCost(let demand, let candidate, let value): "第 \(demand + 1) 处到第 \(candidate + 1) 个候选点的代价为 \(value)"
    case .tooFewCandidates(let asked, let candidates): "要求新设 \(asked) 个点，而候选点只有 \(candidates) 个"
    case .candidatesOffNetwork(let candidates, let metres): "\(candidates) 个候选点离任何道路都超过 \(Self.plain(metres)) 米"
    case .outOfReach(let demands, let weight): "有 \(demands) 处（权重共 \(Self.plain(weight))）超出所有候选点的范围"
    case .tooLittleCapacity(let capacity, let weight): "可设的点最多可服务 \(Self.plain(capacity))，而需要服务 \(Self.plain(weight))"
    case .sizeMismatch(let expected, let found): "表有 \(found) 行，应为 \(expected) 行"
    case .cancelled: "已取消"
    }
  }
}

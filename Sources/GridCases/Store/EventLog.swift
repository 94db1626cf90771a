/// The events of many cases in columns: each knows the next of its case, and words are kept once.
struct EventLog: Sendable {
  private var first: [Int32] = []
  private var last: [Int32] = []
  private var next: [Int32] = []
  private var kinds: [CaseMove.Kind] = []
  private var instants: [Instant] = []
  /// The rank of a tier, or the number of a word.
  private var details: [UInt32] = []
  private var actors: [UInt32] = []
  private var words = [""]
  private var numbers = ["": UInt32(0)]

  var count: Int { kinds.count }
  var hasRoom: Bool { kinds.count < Int(Int32.max) }

  mutating func reserve(cases: Int) {
    first.reserveCapacity(cases)
    last.reserveCapacity(cases)
    next.reserveCapacity(2 * cases)
    kinds.reserveCapacity(2 * cases)
    instants.reserveCapacity(2 * cases)
    details.reserveCapacity(2 * cases)
    actors.reserveCapacity(2 * cases)
  }

  /// The first event of the next case.
  mutating func begin(_ event: CaseEvent) {
    let number = store(event)
    first.append(number)
    last.append(number)
  }

  mutating func append(_ event: CaseEvent, to row: Int) {
    let number = store(event)
    next[Int(last[row])] = number
    last[row] = number
  }

  private mutating func store(_ event: CaseEvent) -> Int32 {
    let number = Int32(kinds.count)
    next.append(-1)
    kinds.append(event.move.kind)
    instants.append(event.at)
    details.append(event.move.tier.map { UInt32($0.rank) } ?? self.number(of: event.move.detail))
    actors.append(self.number(of: event.actor))
    return number
  }

  private mutating func number(of word: String) -> UInt32 {
    if word.isEmpty { return 0 }
    if let number = numbers[word] { return number }
    let number = UInt32(words.count)
    words.append(word)
    numbers[word] = number
    return number
  }

  /// Calls with each event of a case until one lies after an instant.
  func eachEvent(of row: Int, until end: Instant, _ body: (CaseMove.Kind, CaseTier?, Instant) -> Void) {
    var number = first[row]
    while number >= 0, instants[Int(number)] <= end {
      let index = Int(number)
      body(kinds[index], tier(of: index), instants[index])
      number = next[index]
    }
  }

  /// The moment and tier of its submission.
  func submission(of row: Int) -> (at: Instant, tier: CaseTier) {
    let index = Int(first[row])
    return (instants[index], tier(of: index) ?? .grid)
  }

  private func tier(of index: Int) -> CaseTier? {
    switch kinds[index] {
    case .submitted, .dispatched, .escalated: CaseTier(rank: details[index])
    default: nil
    }
  }

  func events(of row: Int) -> [CaseEvent] {
    var events: [CaseEvent] = []
    var number = first[row]
    while number >= 0 {
      let index = Int(number)
      let detail = tier(of: index)?.rawValue ?? words[Int(details[index])]
      if let move = CaseMove(kinds[index], detail: detail) {
        events.append(CaseEvent(move, at: instants[index], actor: words[Int(actors[index])]))
      }
      number = next[index]
    }
    return events
  }

  func lastClaimant(of row: Int) -> String? {
    var claimant: String?
    var number = first[row]
    while number >= 0 {
      if kinds[Int(number)] == .claimed { claimant = words[Int(details[Int(number)])] }
      number = next[Int(number)]
    }
    return claimant
  }
}

extension CaseTier {
  fileprivate init(rank: UInt32) {
    switch rank {
    case 0: self = .grid
    case 1: self = .community
    case 2: self = .township
    default: self = .county
    }
  }
}

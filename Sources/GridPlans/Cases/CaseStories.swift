import GridCases

/// The events of many cases as a file has them, in columns: each case's can be had in their order, whatever the order of the
/// file.
struct CaseStories {
  /// The position of a case by its id.
  private var positions: [String: Int32]
  private let ids: [String]
  /// How many events each case has; after ``sort()``, where they begin in ``order``.
  private var counts: [Int32]
  private var caseOf: [Int32] = []
  private var order: [Int32] = []
  private var instants: [Instant] = []
  private var moves: [UInt32] = []
  private var actors: [UInt32] = []
  private var known: [CaseMove] = []
  private var words: [String] = []
  private var numberOfMove: [CaseMove: UInt32] = [:]
  private var numberOfWord: [String: UInt32] = [:]
  private var last: Int32 = -1

  /// - Parameter ids: Of the cases, in the order in which they are asked for.
  init(_ ids: some Collection<String>) {
    self.ids = Array(ids)
    counts = Array(repeating: 0, count: ids.count + 1)
    positions = Dictionary(minimumCapacity: ids.count)
    for (position, id) in self.ids.enumerated() { positions[id] = Int32(position) }
  }

  /// Adds an event.
  ///
  /// - Parameter number: Its number in its case, from 1.
  /// - Returns: `false` where the case has not that many events before it.
  mutating func add(_ event: CaseEvent, number: Int, of id: String) -> Bool {
    // Most often the events of a case stand together, and cases in their order.
    if last >= 0, ids[Int(last)] == id {
    } else if Int(last) + 1 < ids.count, ids[Int(last) + 1] == id {
      last += 1
    } else if let position = positions[id] {
      last = position
    } else {
      return true
    }
    counts[Int(last)] += 1
    guard number == Int(counts[Int(last)]), instants.count < Int(Int32.max) else { return false }
    caseOf.append(last)
    instants.append(event.at)
    moves.append(Self.number(of: event.move, in: &numberOfMove, &known))
    actors.append(Self.number(of: event.actor, in: &numberOfWord, &words))
    return true
  }

  private static func number<Word: Hashable>(
    of word: Word, in numbers: inout [Word: UInt32], _ known: inout [Word]
  ) -> UInt32 {
    if let last = known.last, last == word { return UInt32(known.count - 1) }
    if let number = numbers[word] { return number }
    let number = UInt32(known.count)
    numbers[word] = number
    known.append(word)
    return number
  }

  /// Puts the events of each case together. To be called once, when all are there.
  mutating func sort() {
    var start: Int32 = 0
    for position in counts.indices {
      let count = counts[position]
      counts[position] = start
      start += count
    }
    var next = counts
    order = Array(repeating: 0, count: caseOf.count)
    for (number, position) in caseOf.enumerated() {
      order[Int(next[Int(position)])] = Int32(number)
      next[Int(position)] += 1
    }
    caseOf = []
  }

  /// The events of a case, by their numbers in the file.
  func numbers(of position: Int) -> ArraySlice<Int32> { order[Int(counts[position])..<Int(counts[position + 1])] }

  /// An event by its number in the file.
  func event(_ number: Int32) -> CaseEvent {
    let index = Int(number)
    return CaseEvent(known[Int(moves[index])], at: instants[index], actor: words[Int(actors[index])])
  }

  /// All events of a case.
  func events(of position: Int) -> [CaseEvent] { numbers(of: position).map(event) }
}

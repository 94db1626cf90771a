/// The posts that pay a person most when every post pays something, of all sets that the person may hold: a knapsack with
/// few places.
///
/// A price on load turns the limit of load into a sum, so that what a set may yet gain has a bound: the price of the room
/// left and the best gains over it. With this bound sets are tried, the most promising first.
struct BestHolding {
  struct Item {
    let row: Int32
    let grid: Int32
    /// More than 0.
    let gain: Int
    let load: Int
  }

  /// The most posts, and the most load together.
  private let places: Int
  private let room: Int
  private var items: [Item] = []
  /// What each item gains over the price of its load.
  private var worths: [Double] = []
  /// The worths above nothing, added up from the first.
  private var sums: [Double] = [0]
  private var price = 0.0
  private var best = 0
  private var held: [Int] = []
  private var stepsLeft = 0

  /// The rows of the best set found.
  private(set) var rows: [Int32] = []
  /// No set gains more.
  private(set) var bound = 0

  init(places: Int, room: Int) {
    self.places = places
    self.room = room
  }

  /// - Parameters:
  ///   - offered: None of them heavier than the room.
  ///   - steps: So many sets are tried at most; beyond them the bound is that of the price on load.
  mutating func search(_ offered: [Item], steps: Int) {
    (best, rows, bound, price) = (0, [], 0, 0)
    items = offered
    guard places > 0, !items.isEmpty else { return }
    let free = top(at: 0)
    if free.load <= room, isApart(free.items) {
      bound = free.items.reduce(0) { $0 + items[$1].gain }
      rows = free.items.map { items[$0].row }
      return
    }
    findPrice()
    let relaxed = price * Double(room) + top(at: price).worth
    arrange()
    stepsLeft = steps
    held.removeAll(keepingCapacity: true)
    visit(from: 0, gain: 0, load: 0)
    // Numbers with a point are off by far less than one.
    bound = stepsLeft > 0 ? best : max(best, Int(relaxed.rounded(.up)) + 1)
  }

  /// The items that gain most over the price of their load, as many as there are places.
  private func top(at price: Double) -> (items: [Int], load: Int, worth: Double) {
    var found: [(worth: Double, item: Int)] = []
    found.reserveCapacity(places + 1)
    for (index, item) in items.enumerated() {
      let worth = Double(item.gain) - price * Double(item.load)
      if worth <= 0 { continue }
      if found.count == places, let last = found.last {
        if worth <= last.worth { continue }
        found.removeLast()
      }
      let position = found.lastIndex { $0.worth >= worth }.map { $0 + 1 } ?? 0
      found.insert((worth, index), at: position)
    }
    return (
      found.map(\.item), found.reduce(0) { $0 + items[$1.item].load }, found.reduce(0) { $0 + $1.worth }
    )
  }

  /// A price of load at which the best items about fill the room; what they gain is a bound at any price.
  private mutating func findPrice() {
    var (low, high) = (0.0, 0.0)
    for item in items where item.load > 0 { high = max(high, Double(item.gain) / Double(item.load)) }
    for _ in 0..<16 {
      let middle = (low + high) / 2
      let found = top(at: middle)
      if found.load > room {
        low = middle
        continue
      }
      high = middle
      let gain = found.items.reduce(0) { $0 + items[$1].gain }
      if gain > best, isApart(found.items) {
        best = gain
        rows = found.items.map { items[$0].row }
      }
    }
    price = high
  }

  /// Whether no two are posts of one grid.
  private func isApart(_ chosen: [Int]) -> Bool {
    chosen.indices.allSatisfy { index in
      chosen[..<index].allSatisfy { items[$0].grid != items[chosen[index]].grid }
    }
  }

  private mutating func arrange() {
    let price = price
    var pairs = items.map { (worth: Double($0.gain) - price * Double($0.load), item: $0) }
    pairs.sort { ($1.worth, $0.item.row) < ($0.worth, $1.item.row) }
    items = pairs.map(\.item)
    worths = pairs.map(\.worth)
    sums.removeAll(keepingCapacity: true)
    sums.append(0)
    for worth in worths { sums.append(sums[sums.count - 1] + max(0, worth)) }
  }

  private mutating func visit(from first: Int, gain: Int, load: Int) {
    if gain > best {
      best = gain
      rows = held.map { items[$0].row }
    }
    guard held.count < places else { return }
    let left = places - held.count
    let base = Double(gain) + price * Double(room - load)
    for index in first..<items.count {
      stepsLeft -= 1
      guard stepsLeft > 0 else { return }
      // This one and the best of those after it; those further on promise less.
      let promise = base + worths[index] + sums[min(index + left, items.count)] - sums[index + 1]
      if promise < Double(best) + 0.5 { return }
      let item = items[index]
      guard load + item.load <= room, held.allSatisfy({ items[$0].grid != item.grid }) else { continue }
      held.append(index)
      visit(from: index + 1, gain: gain + item.gain, load: load + item.load)
      held.removeLast()
    }
  }
}

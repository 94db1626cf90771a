extension Annealer {
  /// Whether a zone stays in one piece without an atom: its neighbours there must still reach each other. Mostly they
  /// touch directly; only else is the zone searched, and no further than to the last of them.
  mutating func staysConnected(_ atom: Int32, leaving from: Int32) -> Bool {
    if epoch > Int32.max - 4 {
      mark.fill(0)
      epoch = 0
    }
    epoch += 2
    let wanted = epoch
    let reached = epoch + 1
    var missing = 0
    var first: Int32 = -1
    let row = Int(problem.offsets[Int(atom)])..<Int(problem.offsets[Int(atom) + 1])
    for place in row {
      let target = problem.arcs[place].target
      if zone[target] == from {
        mark[target] = wanted
        missing += 1
        first = target
      }
    }
    if missing <= 1 { return true }
    missing -= 1
    mark[first] = reached
    mark[atom] = reached
    queue[0] = first
    var tail = 1
    var head = 0
    while head < tail {
      let next = queue[head]
      head += 1
      for place in Int(problem.offsets[Int(next)])..<Int(problem.offsets[Int(next) + 1]) {
        let target = problem.arcs[place].target
        if mark[target] == wanted {
          mark[target] = reached
          missing -= 1
          if missing == 0 { return true }
          queue[tail] = target
          tail += 1
        }
      }
    }
    return reachesAll(missing, in: from, wanted: wanted, reached: reached, found: tail)
  }

  /// Searches the zone from the atoms already in the queue until the missing ones are found.
  private mutating func reachesAll(_ count: Int, in zoneID: Int32, wanted: Int32, reached: Int32, found: Int) -> Bool {
    var missing = count
    var tail = found
    var head = 0
    while head < tail {
      let next = queue[head]
      head += 1
      for place in Int(problem.offsets[Int(next)])..<Int(problem.offsets[Int(next) + 1]) {
        let target = problem.arcs[place].target
        let state = mark[target]
        if state == reached || zone[target] != zoneID { continue }
        if state == wanted {
          missing -= 1
          if missing == 0 { return true }
        }
        mark[target] = reached
        queue[tail] = target
        tail += 1
      }
    }
    return false
  }
}

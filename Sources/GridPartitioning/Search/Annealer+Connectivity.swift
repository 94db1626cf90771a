extension Annealer {
  /// Marks of one connectivity test: a neighbour not reached yet, and atoms reached from either of two sides.
  struct Marks {
    let wanted, near, far: Int32
  }

  /// Whether a zone stays in one piece without an atom: its neighbours there must still reach each other.
  ///
  /// Mostly they touch directly or by way of an atom around the corner, which bits tell. Where they fall into two
  /// groups, the zone is searched from both at once, so that the search ends as soon as they meet or the smaller piece
  /// is used up.
  @inline(__always)
  mutating func staysConnected(_ atom: Int32, leaving from: Int32) -> Bool {
    let row = row(atom)
    if row.count <= Surroundings.longestRow {
      let neighbours = neighbours(of: atom, in: from)
      if neighbours & (neighbours &- 1) == 0 { return true }
      let reached = flood(neighbours & (~neighbours &+ 1), within: neighbours, row: row.lowerBound)
      if reached == neighbours { return true }
      if joinsAroundCorners(atom, from, reached, within: neighbours, row: row.lowerBound) { return true }
    }
    return searchFindsConnected(atom, leaving: from)
  }

  /// One bit for each place in the row of an atom whose atom lies in a zone, of the first 32 places.
  @inline(__always)
  private func neighbours(of atom: Int32, in zoneID: Int32) -> UInt32 {
    var bits: UInt32 = 0
    var bit: UInt32 = 1
    for place in row(atom) {
      bits |= zone[problem.arcs[place].target] == zoneID ? bit : 0
      bit = bit &<< 1
    }
    return bits
  }

  /// What is reached from some neighbours over neighbours alone.
  @inline(__always)
  private func flood(_ start: UInt32, within neighbours: UInt32, row: Int) -> UInt32 {
    var reached = start
    var fresh = start
    while fresh != 0 {
      let index = fresh.trailingZeroBitCount
      fresh &= fresh &- 1
      let more = problem.surroundings.touching[row + index] & neighbours & ~reached
      reached |= more
      fresh |= more
    }
    return reached
  }

  /// Whether atoms two steps away join what direct contact leaves apart.
  private func joinsAroundCorners(
    _ atom: Int32, _ from: Int32, _ start: UInt32, within neighbours: UInt32, row: Int
  ) -> Bool {
    let places =
      Int(problem.surroundings.connectorOffsets[atom])..<Int(problem.surroundings.connectorOffsets[Int(atom) + 1])
    if places.isEmpty { return false }
    var reached = start
    var before: UInt32 = 0
    while reached != before {
      before = reached
      for place in places {
        let connector = problem.surroundings.connectors[place]
        let more = connector.neighbours & neighbours & ~reached
        if more == 0 || connector.neighbours & reached == 0 || zone[connector.atom] != from { continue }
        reached = flood(reached | more, within: neighbours, row: row)
        if reached == neighbours { return true }
      }
    }
    return false
  }

  /// The search behind ``staysConnected(_:leaving:neighbours:)``, for what bits do not tell.
  private mutating func searchFindsConnected(_ atom: Int32, leaving from: Int32) -> Bool {
    let marks = freshMarks()
    var missing = 0
    var first: Int32 = -1
    for place in row(atom) {
      let target = problem.arcs[place].target
      if zone[target] == from {
        mark[target] = marks.wanted
        missing += 1
        first = target
      }
    }
    if missing <= 1 { return true }
    mark[atom] = marks.near
    let near = flood(from: first, wanted: marks.wanted, reached: marks.near, at: 0, step: 1)
    missing -= near
    if missing == 0 { return true }

    var second: Int32 = -1
    for place in row(atom) where mark[problem.arcs[place].target] == marks.wanted {
      second = problem.arcs[place].target
    }
    let end = problem.atomCount - 1
    let far = flood(from: second, wanted: marks.wanted, reached: marks.far, at: end, step: -1)
    if far == missing { return meet(in: from, marks, avoiding: atom, near: near, far: far) }
    // Three groups or more are rare: one search finds them all.
    for place in row(atom) where mark[problem.arcs[place].target] == marks.far {
      mark[problem.arcs[place].target] = marks.wanted
    }
    return reachesAll(missing, in: from, marks, found: near)
  }

  @inline(__always)
  func row(_ atom: Int32) -> Range<Int> {
    Int(problem.offsets[Int(atom)])..<Int(problem.offsets[Int(atom) + 1])
  }

  mutating func freshMarks() -> Marks {
    if epoch > Int32.max - 8 {
      mark.fill(0)
      epoch = 0
    }
    epoch += 3
    return Marks(wanted: epoch, near: epoch + 1, far: epoch + 2)
  }

  /// Reaches wanted atoms over wanted atoms only, queueing them upwards or downwards from a place.
  ///
  /// - Returns: How many were reached, the first included.
  @inline(__always)
  private mutating func flood(from first: Int32, wanted: Int32, reached: Int32, at start: Int, step: Int) -> Int {
    mark[first] = reached
    queue[start] = first
    var head = start
    var tail = start + step
    while head != tail {
      let next = queue[head]
      head += step
      for place in row(next) {
        let target = problem.arcs[place].target
        if mark[target] == wanted {
          mark[target] = reached
          queue[tail] = target
          tail += step
        }
      }
    }
    return (tail - start) * step
  }

  /// Searches from both groups in turn. The two queues grow towards each other; together they hold no more than the
  /// zone.
  private mutating func meet(in zoneID: Int32, _ marks: Marks, avoiding atom: Int32, near: Int, far: Int) -> Bool {
    var nearHead = 0
    var nearTail = near
    var farHead = problem.atomCount - 1
    var farTail = farHead - far
    while nearHead < nearTail && farHead > farTail {
      let fromNear = queue[nearHead]
      nearHead += 1
      for place in row(fromNear) {
        let target = problem.arcs[place].target
        if zone[target] != zoneID || mark[target] == marks.near { continue }
        if mark[target] == marks.far { return true }
        mark[target] = marks.near
        queue[nearTail] = target
        nearTail += 1
      }
      let fromFar = queue[farHead]
      farHead -= 1
      for place in row(fromFar) {
        let target = problem.arcs[place].target
        if zone[target] != zoneID || mark[target] == marks.far || target == atom { continue }
        if mark[target] == marks.near { return true }
        mark[target] = marks.far
        queue[farTail] = target
        farTail -= 1
      }
    }
    return false
  }

  /// Searches the zone from the atoms already in the queue until the missing ones are found.
  private mutating func reachesAll(_ count: Int, in zoneID: Int32, _ marks: Marks, found: Int) -> Bool {
    var missing = count
    var tail = found
    var head = 0
    while head < tail {
      let next = queue[head]
      head += 1
      for place in row(next) {
        let target = problem.arcs[place].target
        let state = mark[target]
        if state == marks.near || zone[target] != zoneID { continue }
        if state == marks.wanted {
          missing -= 1
          if missing == 0 { return true }
        }
        mark[target] = marks.near
        queue[tail] = target
        tail += 1
      }
    }
    return false
  }
}

import GridGeometry

/// The number of the layout of a page's data, which `page-data.js` reads.
private let schema = 1

extension ConditionsPage {
  /// Everything the page knows, as the JSON that is embedded in it.
  ///
  /// Grids and cases are written column by column; terms stand for their places in the lists; -1 stands for none.
  ///
  /// - Complexity: O(n log n) usual in vertices and cases.
  package func data() -> [UInt8] {
    // The parts were looked at when the page was made, so the codes are all there.
    guard let codes = try? PageCodes(self) else { return Array("null".utf8) }
    let ground = PageGround(self, draws: drawsOwnGround(codes))
    var json = PageJSON()
    json.object { json in
      json.key("schema")
      json.number(schema)
      write(heading: &json)
      write(times: &json)
      write(terms: &json)
      json.key("ground")
      json.object { write(ground, &$0) }
      json.key("grids")
      json.object { write(grids: &$0, codes, ground) }
      json.key("cases")
      json.object { write(cases: &$0, codes, ground) }
    }
    return json.bytes
  }

  /// Whether each grid is drawn from its own ground: no part of it has any, down the whole tree.
  private func drawsOwnGround(_ codes: PageCodes) -> [Bool] {
    var draws = grids.map { !$0.ground.isEmpty }
    for grid in grids where !grid.ground.isEmpty && !grid.isOverlay {
      var above = grid.parent.flatMap { codes.grids[$0] }
      while let index = above {
        draws[index] = false
        above = grids[index].parent.flatMap { codes.grids[$0] }
      }
    }
    return draws
  }

  private func write(heading json: inout PageJSON) {
    json.key("title")
    json.text(heading.title)
    json.key("county")
    json.text(heading.county)
    json.key("audience")
    json.string(heading.audience.rawValue)
    json.key("stamp")
    if let stamp = heading.stamp { json.text(stamp) } else { json.null() }
    json.key("language")
    json.string(heading.language.rawValue)
    json.key("notices")
    json.array { json in
      for notice in heading.notices {
        json.object {
          $0.key("text")
          $0.text(notice.text)
          $0.key("weight")
          $0.string(notice.weight.rawValue)
        }
      }
    }
    json.key("source")
    json.text(heading.source)
  }

  private func write(times json: inout PageJSON) {
    json.key("asOf")
    json.number(times.asOf)
    json.key("earliest")
    if let earliest = times.earliest { json.number(earliest) } else { json.null() }
    json.key("clock")
    json.object { json in
      json.key("name")
      json.string(times.clock.name)
      json.key("minutes")
      json.number(times.clock.minutes)
      json.key("changes")
      json.array { json in
        for change in times.clock.changes { json.numbers([change.from, Int64(change.minutes)]) }
      }
    }
    json.key("totals")
    guard let totals else { return json.null() }
    json.object { json in
      json.key("open")
      json.number(totals.open ?? -1)
      json.key("unlocated")
      json.number(totals.unlocated ?? -1)
      json.key("outside")
      json.number(totals.outside ?? -1)
      json.key("countedOnly")
      json.number(totals.countedOnly ?? -1)
    }
  }

  private func write(terms json: inout PageJSON) {
    json.key("levels")
    json.array { json in
      for level in levels {
        json.object {
          $0.key("code")
          $0.string(level.code)
          $0.key("name")
          $0.text(level.name)
          $0.key("rank")
          $0.number(level.rank)
          $0.key("isGrid")
          $0.flag(level.isGrid)
          $0.key("isDedicated")
          $0.flag(level.isDedicated)
        }
      }
    }
    json.key("classes")
    write(terms.classes, &json)
    json.key("states")
    write(terms.states, &json)
    json.key("tiers")
    write(terms.tiers, &json)
    json.key("colors")
    json.array { json in
      for color in terms.colors { json.write(color) }
    }
    json.key("gridColors")
    json.write(terms.gridColors)
  }

  private func write(_ terms: [PageTerm], _ json: inout PageJSON) {
    json.array { json in
      for term in terms {
        json.object {
          $0.key("code")
          $0.string(term.code)
          $0.key("name")
          $0.text(term.name)
        }
      }
    }
  }

  /// Chains one after the other: how many cells each has, and the steps from cell to cell, the first from the corner.
  private func write(_ ground: PageGround, _ json: inout PageJSON) {
    json.key("origin")
    json.array {
      $0.decimal(ground.origin.x)
      $0.decimal(ground.origin.y)
    }
    json.key("step")
    json.decimal(ground.step)
    json.key("lengths")
    json.numbers(ground.network.chains.lazy.map(\.count))
    json.key("cells")
    json.array { json in
      for chain in ground.network.chains {
        var last = Cell(x: 0, y: 0)
        for cell in chain {
          json.number(cell.x - last.x)
          json.number(cell.y - last.y)
          last = cell
        }
      }
    }
  }
}

extension PageJSON {
  /// Facts of rows: the labels, each once, and for each row its facts, as the place of the label and the value, which is
  /// one text where it is the same in both languages. `null` where no row has any.
  mutating func facts(_ rows: [[PageFact]]) {
    guard rows.contains(where: { !$0.isEmpty }) else { return null() }
    var places: [PageText: Int] = [:]
    var labels: [PageText] = []
    for fact in rows.joined() where places[fact.label] == nil {
      places[fact.label] = labels.count
      labels.append(fact.label)
    }
    object { json in
      json.key("labels")
      json.array { json in for label in labels { json.text(label) } }
      json.key("rows")
      json.array { json in
        for facts in rows {
          json.array { json in
            for fact in facts {
              json.number(places[fact.label] ?? 0)
              if fact.value.en == fact.value.zh { json.string(fact.value.en) } else { json.text(fact.value) }
            }
          }
        }
      }
    }
  }

  /// A column of numbers, -1 for none; `null` where every row has none.
  mutating func column(_ values: [Int?]) {
    guard values.contains(where: { $0 != nil }) else { return null() }
    numbers(values.lazy.map { $0 ?? -1 })
  }

  /// A column of words that repeat: the different ones, and for each row the place of its own.
  mutating func words(_ values: [String?]) {
    var places: [String: Int] = [:]
    var words: [String] = []
    let rows = values.map { value in
      guard let value, !value.isEmpty else { return -1 }
      if let place = places[value] { return place }
      places[value] = words.count
      words.append(value)
      return words.count - 1
    }
    object {
      $0.key("words")
      $0.strings(words)
      $0.key("rows")
      $0.numbers(rows)
    }
  }
}

import GridGeometry

extension ConditionsPage {
  func write(grids json: inout PageJSON, _ codes: PageCodes, _ ground: PageGround) {
    json.key("code")
    json.strings(grids.lazy.map(\.code))
    json.key("name")
    json.strings(grids.lazy.map(\.name))
    json.key("level")
    json.numbers(grids.lazy.map { codes.levels[$0.level] ?? -1 })
    json.key("parent")
    json.numbers(grids.lazy.map { $0.parent.flatMap { codes.grids[$0] } ?? -1 })
    json.key("households")
    json.column(grids.map(\.households))
    json.key("staff")
    json.column(grids.map(\.staff))
    json.key("overlay")
    json.numbers(grids.indices.filter { grids[$0].isOverlay })
    json.key("rings")
    json.array { json in
      for rings in ground.rings {
        json.array { json in for ring in rings { json.numbers(ground.network.rings[ring]) } }
      }
    }
    json.key("label")
    json.array { json in
      for cell in ground.labels { json.numbers(cell.map { [$0.x, $0.y] } ?? []) }
    }
    write(hotSpots: &json)
    json.key("facts")
    json.facts(grids.map(\.facts))
    write(stated: &json, codes)
  }

  private func write(hotSpots json: inout PageJSON) {
    json.key("hot")
    guard grids.contains(where: { $0.hotSpot != nil }) else { return json.null() }
    json.object { json in
      json.key("z")
      json.array { json in
        for grid in grids { if let spot = grid.hotSpot { json.decimal(spot.z) } else { json.null() } }
      }
      json.key("q")
      json.array { json in
        for grid in grids { if let spot = grid.hotSpot { json.decimal(spot.q, places: 4) } else { json.null() } }
      }
      json.key("is")
      json.numbers(grids.lazy.map { ($0.hotSpot?.isHot ?? false) ? 1 : 0 })
      json.key("cluster")
      json.numbers(grids.lazy.map { $0.hotSpot?.cluster ?? 0 })
    }
  }

  /// Counts of grids; -1 for a suppressed one, and -2 for a grid that nothing is stated of.
  private func write(stated json: inout PageJSON, _ codes: PageCodes) {
    json.key("stated")
    guard isStated else { return json.null() }
    func count(_ grid: PageGrid, _ value: (PageCounts) -> Int?) -> Int { grid.stated.map { value($0) ?? -1 } ?? -2 }
    json.object { json in
      json.key("open")
      json.numbers(grids.lazy.map { count($0, \.open) })
      json.key("overdue")
      json.numbers(grids.lazy.map { count($0, \.overdue) })
      json.key("closed")
      json.column(grids.map { $0.stated?.closed })
      json.key("worst")
      json.column(grids.map { $0.stated?.worst.flatMap { codes.colors[$0] } })
      json.key("byClass")
      json.array { json in for grid in grids { json.numbers((grid.stated?.byClass ?? []).map { $0 ?? -1 }) } }
      json.key("byColor")
      json.array { json in for grid in grids { json.numbers((grid.stated?.byColor ?? []).map { $0 ?? -1 }) } }
    }
  }

  func write(cases json: inout PageJSON, _ codes: PageCodes, _ ground: PageGround) {
    json.key("count")
    json.number(cases.count)
    json.key("id")
    if cases.contains(where: { $0.id != nil }) { json.strings(cases.lazy.map { $0.id ?? "" }) } else { json.null() }
    json.key("places")
    json.array { json in
      for item in cases {
        let cell = item.place.flatMap { ground.cell($0) }
        json.number(cell?.x ?? Int32.min)
        json.number(cell?.y ?? Int32.min)
      }
    }
    json.key("grid")
    json.column(cases.map { $0.grid.flatMap { codes.grids[$0] } })
    write(overlays: &json, codes)
    json.key("class")
    json.column(cases.map { $0.caseClass.flatMap { codes.classes[$0] } })
    json.key("state")
    json.column(cases.map { $0.state.flatMap { codes.states[$0] } })
    json.key("tier")
    json.column(cases.map { $0.tier.flatMap { codes.tiers[$0] } })
    json.key("color")
    json.column(cases.map { $0.color.flatMap { codes.colors[$0] } })
    json.key("submitted")
    json.times(cases.map(\.submitted), from: times.asOf)
    json.key("closed")
    json.times(cases.map(\.closed), from: times.asOf)
    write(closures: &json)
    json.key("due")
    json.times(cases.map(\.due), from: times.asOf)
    json.key("period")
    if cases.contains(where: { $0.period != nil }) { json.words(cases.map(\.period)) } else { json.null() }
    json.key("facts")
    json.facts(cases.map(\.facts))
    write(steps: &json, codes)
  }

  /// Rows with the grids laid over them; `null` where there are none.
  private func write(overlays json: inout PageJSON, _ codes: PageCodes) {
    json.key("overlays")
    guard cases.contains(where: { !$0.overlays.isEmpty }) else { return json.null() }
    json.array { json in
      for (row, item) in cases.enumerated() {
        for grid in item.overlays.compactMap({ codes.grids[$0] }) {
          json.number(row)
          json.number(grid)
        }
      }
    }
  }

  /// Rows with the beginnings and ends of their closures, told from the page's instant; `null` where there are none.
  private func write(closures json: inout PageJSON) {
    json.key("closures")
    guard cases.contains(where: { !$0.closures.isEmpty }) else { return json.null() }
    json.array { json in
      for (row, item) in cases.enumerated() {
        for closure in item.closures.sorted(by: { $0.from < $1.from }) {
          json.number(row)
          json.number(closure.from.subtractingReportingOverflow(times.asOf).partialValue)
          json.number(closure.until.subtractingReportingOverflow(times.asOf).partialValue)
        }
      }
    }
  }

  /// All steps one after the other, and how many each case has; `null` where there are none. The time of a step is told
  /// from the step before it, that of the first from the submission; what it says of state, tier and colour is one number.
  private func write(steps json: inout PageJSON, _ codes: PageCodes) {
    json.key("steps")
    guard cases.contains(where: { !$0.steps.isEmpty }) else { return json.null() }
    let steps = cases.map { $0.steps.sorted { $0.at < $1.at } }
    let isWhole = cases.allSatisfy {
      ($0.submitted ?? times.asOf) % 1000 == 0 && $0.steps.allSatisfy { $0.at % 1000 == 0 }
    }
    let unit: Int64 = isWhole ? 1000 : 1
    json.object { json in
      json.key("unit")
      json.number(unit)
      json.key("counts")
      json.numbers(steps.lazy.map(\.count))
      json.key("at")
      json.array { json in
        for (item, steps) in zip(cases, steps) {
          var last = item.submitted ?? times.asOf
          for step in steps {
            json.number(step.at.subtractingReportingOverflow(last).partialValue / unit)
            last = step.at
          }
        }
      }
      json.key("what")
      json.array { json in
        for step in steps.joined() {
          let state = step.state.flatMap { codes.states[$0] } ?? -1
          let tier = step.tier.flatMap { codes.tiers[$0] } ?? -1
          let color = step.color.flatMap { codes.colors[$0] } ?? -1
          json.number(((state + 1) * (terms.tiers.count + 1) + tier + 1) * (terms.colors.count + 1) + color + 1)
        }
      }
    }
  }
}

extension PageJSON {
  /// Instants as differences, each from the one before that has any, the first from the base; in seconds where all are
  /// whole ones. A row without an instant is `null`, and so is a column without any.
  mutating func times(_ instants: [Int64?], from base: Int64) {
    guard instants.contains(where: { $0 != nil }) else { return null() }
    let isWhole = base % 1000 == 0 && instants.allSatisfy { ($0 ?? 0) % 1000 == 0 }
    let unit: Int64 = isWhole ? 1000 : 1
    object { json in
      json.key("unit")
      json.number(unit)
      json.key("steps")
      json.array { json in
        var last = base
        for instant in instants {
          guard let instant else {
            json.null()
            continue
          }
          json.number(instant.subtractingReportingOverflow(last).partialValue / unit)
          last = instant
        }
      }
    }
  }
}

/// Which posts are filled where people's limits do not allow them all, and what stands against more.
struct PostFilling {
  let plan: WorkPlan
  /// No plan fills more posts.
  let postsBound: Int
  /// No plan that fills as many fills heavier ones, together.
  let loadBound: Int

  var isProved: Bool { plan.filled == postsBound && plan.filledLoad == loadBound }
}

extension RoleProblem {
  /// No plan fills more of some posts than this.
  func fillingBound(_ among: [Int], flow: ClassFlow) -> Int {
    min(flow.filled, FillingBound(loads: among.map { rows[$0].load }, people: Array(zip(capacities, limits))).posts)
  }

  /// As many posts as are found, then as heavy ones: the lightest are packed and posts moved aside for more, from several
  /// starts; then heavier posts are filled instead of lighter ones.
  ///
  /// - Parameters:
  ///   - start: A plan by other means.
  ///   - relaxed: Its filled posts are the most, and of as many the heaviest, when limits of households hold for each post
  ///     alone.
  func filling(
    from start: WorkPlan, relaxed: TransportResult, flow: ClassFlow, isCancelled: () -> Bool
  ) -> PostFilling {
    let bound = fillingBound(fillable, flow: flow)
    var plans = WorkPlan.Fit.allCases.map { packed($0, atMost: bound) }
    var adopted = WorkPlan(self, rows: fillable)
    adopted.adopt(start.columnOfRow)
    plans.append(adopted)
    var best: WorkPlan?
    for plan in plans {
      if isCancelled() { break }
      var plan = plan
      improve(&plan, atMost: bound)
      if best.map({ (plan.filled, plan.filledLoad) > ($0.filled, $0.filledLoad) }) ?? true { best = plan }
    }
    let found = best ?? adopted
    let heaviest = fillable.map { rows[$0].load }.sorted(by: >).prefix(found.filled).reduce(0, +)
    let flowLoad = relaxed.isProved ? rows.indices.reduce(0) { $0 + (relaxed.columnOfRow[$1] >= 0 ? rows[$1].load : 0) } : .max
    return PostFilling(plan: found, postsBound: bound, loadBound: min(heaviest, flowLoad, mostLoad))
  }

  private static var effort: Int { 20_000_000 }

  private func improve(_ plan: inout WorkPlan, atMost bound: Int) {
    var effort = Self.effort
    while effort > 0 {
      let before = (plan.filled, plan.filledLoad)
      if plan.filled < bound { plan.insertVacant(aside: 2, effort: &effort) }
      plan.raiseLoad(effort: &effort)
      if (plan.filled, plan.filledLoad) == before { break }
    }
  }

  /// The largest number of lightest posts that one way of packing places, looked for by halving.
  private func packed(_ fit: WorkPlan.Fit, atMost bound: Int) -> WorkPlan {
    let lightest = fillable.sorted { (rows[$0].load, $0) < (rows[$1].load, $1) }
    var best = WorkPlan(self, rows: fillable)
    var (low, high) = (0, lightest.count)
    while low < high {
      let middle = (low + high + 1) / 2
      let rows = Array(lightest.prefix(middle))
      var plan = WorkPlan(self, rows: rows)
      plan.pack(fit)
      if plan.filled > best.filled {
        best = WorkPlan(self, rows: fillable)
        best.copy(plan)
      }
      // Of posts that need rare skills some stay vacant however they are packed.
      if plan.filled >= min(bound, ClassFlow(costs.classes, capacities: capacities, rows: rows).filled) {
        low = middle
      } else {
        high = middle - 1
      }
    }
    return best
  }

  /// No plan places more load: nobody takes more than their limit, nor than as many of the heaviest as they may hold.
  private var mostLoad: Int {
    let heaviest = fillable.map { rows[$0].load }.sorted(by: >)
    var sums = [0]
    for load in heaviest { sums.append(sums[sums.count - 1] + load) }
    return zip(capacities, limits).reduce(0) { $0 + min($1.1, sums[min($1.0, heaviest.count)]) }
  }
}

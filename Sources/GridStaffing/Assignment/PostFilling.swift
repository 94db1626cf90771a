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
  /// No plan fills more posts than this.
  private func fillingBound(_ crews: [Crew], flow: ClassFlow) -> Int {
    func most(_ rows: [Int], _ people: [Int]) -> Int {
      FillingBound(loads: rows.map { self.rows[$0].load }, people: people.map { (capacities[$0], limits[$0]) }).posts
    }
    let everybody = Array(columns.indices)
    return crews.reduce(min(flow.filled, most(fillable, everybody))) { bound, crew in
      min(bound, most(crew.posts, crew.people) + most(crew.others, everybody))
    }
  }

  /// Posts that only some people can hold, with these people, and the other posts. What the former fill of the first and
  /// everybody fills of the others adds up to no less than any plan does.
  private struct Crew {
    let posts, others, people: [Int]
  }

  /// One for each class of posts that not everybody can hold; none where there are very many classes.
  private var crews: [Crew] {
    let classes = costs.classes
    guard classes.posts.count * classes.members.count <= 4096 else { return [] }
    return classes.posts.indices.compactMap { own in
      let able = classes.members.indices.map { classes.fits(own, $0) }
      let isOwn = classes.posts.indices.map { other in
        classes.members.indices.allSatisfy { !classes.fits(other, $0) || able[$0] }
      }
      let people = columns.indices.filter { able[classes.ofMember[$0]] }
      guard !people.isEmpty, people.count < columns.count else { return nil }
      let posts = fillable.filter { isOwn[classes.ofPost[$0]] }
      return Crew(posts: posts, others: fillable.filter { !isOwn[classes.ofPost[$0]] }, people: people)
    }
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
    let crews = self.crews
    let bound = fillingBound(crews, flow: flow)
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
    let everybody = Array(columns.indices)
    let greatest = crews.reduce(mostLoad(of: fillable, among: everybody)) { most, crew in
      min(most, mostLoad(of: crew.posts, among: crew.people) + mostLoad(of: crew.others, among: everybody))
    }
    return PostFilling(plan: found, postsBound: bound, loadBound: min(heaviest, flowLoad, greatest))
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

  /// Some people hold no more load of some posts: nobody takes more than their limit, nor than as many of the heaviest as they
  /// may hold, and together not more than there is.
  private func mostLoad(of posts: [Int], among people: [Int]) -> Int {
    let heaviest = posts.map { rows[$0].load }.sorted(by: >)
    var sums = [0]
    for load in heaviest { sums.append(sums[sums.count - 1] + load) }
    let most = people.reduce(0) { $0 + min(limits[$1], sums[min(capacities[$1], heaviest.count)]) }
    return min(most, sums[heaviest.count])
  }
}

import GridAccess
import GridGeometry
import Referees
import Testing

/// The same instances as mixed-integer programmes, solved by HiGHS through SciPy.
@Suite("Siting against HiGHS")
struct SitingRefereeTests {
  private static let program = """
    import sys, numpy as np
    from scipy.optimize import milp, LinearConstraint, Bounds
    from scipy.sparse import lil_matrix
    goal, p, limit, share = sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), float(sys.argv[4])
    n, m = (int(x) for x in sys.stdin.readline().split())
    rows = np.array([[float(x) for x in sys.stdin.readline().split()] for _ in range(n)])
    w, d = rows[:, 0], rows[:, 1:]
    capacity = [float(x) for x in sys.stdin.readline().split()]
    options = {"mip_rel_gap": 1e-9, "time_limit": 120}
    if goal in ("median", "centre", "capacitated"):
        k = m + n * m + (1 if goal == "centre" else 0)
        A, lo, hi = lil_matrix((n + n * m + 1 + (n if goal == "centre" else m), k)), [], []
        for i in range(n):
            A[i, m + i * m : m + (i + 1) * m] = 1; lo.append(1); hi.append(1)
        for i in range(n):
            for j in range(m):
                r = n + i * m + j
                A[r, m + i * m + j] = 1; A[r, j] = -1; lo.append(-np.inf); hi.append(0)
        A[n + n * m, :m] = 1; lo.append(p); hi.append(p)
        if goal == "centre":
            for i in range(n):
                for j in range(m): A[n + n * m + 1 + i, m + i * m + j] = d[i, j]
                A[n + n * m + 1 + i, k - 1] = -1; lo.append(-np.inf); hi.append(0)
            c = np.zeros(k); c[-1] = 1
        else:
            c = np.concatenate([np.zeros(m), (w[:, None] * d).ravel()])
            for j in range(m):
                r = n + n * m + 1 + j
                if goal == "capacitated":
                    for i in range(n): A[r, m + i * m + j] = w[i]
                    A[r, j] = -capacity[j]
                lo.append(-np.inf); hi.append(0 if goal == "capacitated" else np.inf)
        integrality = np.zeros(k); integrality[:m] = 1
        upper = np.ones(k)
        if goal == "centre": upper[-1] = np.inf
    else:
        a = d <= limit
        k = m + n
        A, lo, hi = lil_matrix((n + 1, k)), [], []
        for i in range(n):
            A[i, :m] = -a[i].astype(float); A[i, m + i] = 1; lo.append(-np.inf); hi.append(0)
        c = np.zeros(k)
        if goal == "mclp":
            A[n, :m] = 1; lo.append(p); hi.append(p); c[m:] = -w
        else:
            A[n, m:] = w; lo.append(share * w.sum() - 1e-9); hi.append(np.inf); c[:m] = 1
        integrality = np.zeros(k); integrality[:m] = 0 if goal == "lscp-relaxed" else 1
        upper = np.ones(k)
    answer = milp(c, constraints=LinearConstraint(A.tocsr(), lo, hi), bounds=Bounds(0, upper), integrality=integrality, options=options)
    print(answer.fun if answer.status == 0 else "fail")
    """

  private func referee() -> Referee? { Referee(importing: "scipy.optimize") }

  private func optimum(
    _ instance: SitingInstance, _ goal: String, points: Int = 0, minutes: Double = 0, share: Double = 1,
    capacities: [Double] = [], by referee: Referee
  ) throws -> Double {
    let text = try referee.run(
      Self.program, arguments: [goal, "\(points)", "\(minutes)", "\(share)"],
      input: instance.text + capacities.map { "\($0)" }.joined(separator: " ") + "\n")
    return try #require(Double(text.split(whereSeparator: \.isNewline).first ?? ""))
  }

  @Test("p-median", arguments: [(80, 25, 4), (120, 30, 8), (60, 40, 15)], [11, 12] as [UInt64])
  func median(size: (Int, Int, Int), seed: UInt64) throws {
    guard let referee = referee() else { return }
    let instance = try SitingInstance(places: size.0, candidates: size.1, seed: seed)
    let found = try site(
      SitingRequest(.pMedian(points: size.2), candidates: instance.times(), weights: instance.weights))
    let best = try optimum(instance, "median", points: size.2, by: referee)
    #expect(found.isProved)
    #expect(abs(found.objective - best) < 1e-6 * best)
  }

  @Test("Maximal cover", arguments: [(400, 60, 5, 1.0), (600, 80, 10, 0.8)], [21, 22] as [UInt64])
  func cover(size: (Int, Int, Int, Double), seed: UInt64) throws {
    guard let referee = referee() else { return }
    let instance = try SitingInstance(places: size.0, candidates: size.1, seed: seed)
    let found = try site(
      SitingRequest(
        .maximalCover(points: size.2, minutes: size.3), candidates: instance.times(), weights: instance.weights))
    let best = -(try optimum(instance, "mclp", points: size.2, minutes: size.3, by: referee))
    #expect(found.isProved)
    #expect(abs(found.objective - best) < 1e-6)
  }

  @Test(
    "What covers waste gives no false bound, however short the search", arguments: [(400, 60, 5, 1.0), (600, 80, 10, 0.8)],
    [23, 24] as [UInt64])
  func coverWaste(size: (Int, Int, Int, Double), seed: UInt64) throws {
    guard let referee = referee() else { return }
    let instance = try SitingInstance(places: size.0, candidates: size.1, seed: seed)
    let best = -(try optimum(instance, "mclp", points: size.2, minutes: size.3, by: referee))
    for effort in [1, 3, 10] {
      let found = try site(
        SitingRequest(
          .maximalCover(points: size.2, minutes: size.3), candidates: instance.times(), weights: instance.weights,
          effort: effort))
      #expect(found.bound >= best - 1e-6 && found.objective <= best + 1e-6, "effort \(effort)")
    }
  }

  @Test("Fewest points for a share", arguments: [(300, 60, 1.5, 0.9), (300, 60, 2.0, 1.0)], [31, 32] as [UInt64])
  func fewest(size: (Int, Int, Double, Double), seed: UInt64) throws {
    guard let referee = referee() else { return }
    let instance = try SitingInstance(places: size.0, candidates: size.1, seed: seed)
    let found = try site(
      SitingRequest(
        .setCover(minutes: size.2, share: size.3), candidates: instance.times(), weights: instance.weights))
    try #require(found.unservable.isEmpty || size.3 < 1)
    let best = try optimum(instance, "lscp", minutes: size.2, share: size.3, by: referee)
    #expect(found.isProved)
    #expect(abs(found.objective - best) < 1e-6)
  }

  @Test(
    "The bound of a cover is no more than the fewest points, however short the search, and no less than the relaxation says",
    arguments: [33, 34, 35] as [UInt64])
  func coverBound(seed: UInt64) throws {
    guard let referee = referee() else { return }
    let instance = try SitingInstance(places: 600, candidates: 110, seed: seed)
    let fewest = try optimum(instance, "lscp", minutes: 2, by: referee)
    let relaxed = try optimum(instance, "lscp-relaxed", minutes: 2, by: referee)
    for effort in [1, 20, 2000] {
      let found = try site(
        SitingRequest(
          .setCover(minutes: 2, share: 1), candidates: instance.times(), weights: instance.weights, effort: effort))
      #expect(found.bound <= fewest + 1e-6 && fewest <= found.objective + 1e-6, "effort \(effort)")
      if effort == 2000 { #expect(found.isProved && found.bound >= (relaxed - 1e-6).rounded(.up)) }
    }
  }

  @Test(
    "Where branching could not end, the bound of the root is told, and the best lies between it and the choice",
    arguments: [61, 62] as [UInt64])
  func rootBound(seed: UInt64) throws {
    guard let referee = referee() else { return }
    let instance = try SitingInstance(places: 120, candidates: 60, seed: seed)
    let best = try optimum(instance, "median", points: 12, by: referee)
    for effort in [1, 2, 4, 8] {
      let found = try site(
        SitingRequest(
          .pMedian(points: 12), candidates: instance.times(), weights: instance.weights, effort: effort))
      #expect(found.bound <= best * (1 + 1e-9) && best <= found.objective * (1 + 1e-9), "effort \(effort)")
    }
  }

  @Test("p-centre", arguments: [(50, 15, 3), (60, 18, 5)], [41, 42] as [UInt64])
  func centre(size: (Int, Int, Int), seed: UInt64) throws {
    guard let referee = referee() else { return }
    let instance = try SitingInstance(places: size.0, candidates: size.1, seed: seed)
    let found = try site(
      SitingRequest(.pCentre(points: size.2), candidates: instance.times(), weights: instance.weights))
    let best = try optimum(instance, "centre", points: size.2, by: referee)
    #expect(found.isProved)
    #expect(abs(found.objective - best) < 1e-6)
  }

  @Test("p-median with capacities, places shared among points", arguments: [(40, 10, 3), (50, 12, 4)], [51, 52] as [UInt64])
  func capacitated(size: (Int, Int, Int), seed: UInt64) throws {
    guard let referee = referee() else { return }
    let instance = try SitingInstance(places: size.0, candidates: size.1, seed: seed)
    let total = instance.weights.reduce(0, +)
    let capacities = (0..<size.1).map { (total / Double(size.2) * (1.05 + 0.05 * Double($0 % 4))).rounded(.up) }
    let found = try site(
      SitingRequest(
        .pMedian(points: size.2), candidates: instance.times(), weights: instance.weights, capacities: capacities))
    let best = try optimum(instance, "capacitated", points: size.2, capacities: capacities, by: referee)
    #expect(found.objective >= best * (1 - 1e-6))
    #expect(found.bound <= best * (1 + 1e-6))
    #expect(found.isProved)
    #expect(abs(found.objective - best) < 1e-5 * best)
  }

  @Test("Bounds with capacities hold however short the search, whether points are alike or not", arguments: [53, 54] as [UInt64])
  func capacitatedBound(seed: UInt64) throws {
    guard let referee = referee() else { return }
    let instance = try SitingInstance(places: 60, candidates: 16, seed: seed)
    let total = instance.weights.reduce(0, +)
    let shares: [Double] = seed == 53 ? [1.06] : [0.74, 1.06, 1.38, 1.7]
    let capacities = (0..<16).map { (total / 5 * shares[$0 % shares.count]).rounded(.up) }
    let best = try optimum(instance, "capacitated", points: 5, capacities: capacities, by: referee)
    for effort in [1, 2, 5, 200] {
      let found = try site(
        SitingRequest(
          .pMedian(points: 5), candidates: instance.times(), weights: instance.weights, capacities: capacities,
          effort: effort))
      #expect(found.bound <= best * (1 + 1e-6) && found.objective >= best * (1 - 1e-6), "effort \(effort)")
      if effort == 200 { #expect(abs(found.objective - best) < 1e-5 * best) }
    }
  }
}

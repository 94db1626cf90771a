/// How far outside the band costs how much, in mean atom weights.
enum PenaltyShape: Sendable {
  /// √r: one large breach is cheaper than several small ones. Right where atoms are heavy against the band.
  case root
  /// r.
  case linear
  /// r + r²: keeps the excess of many zones from gathering in one.
  case quadratic
}

/// One run of the annealer: geometric from start to end, in steps of equal numbers of moves.
struct AnnealingSchedule: Sendable {
  var shape: PenaltyShape
  /// Weight of the penalty against mean border costs.
  var penaltyStart, penaltyEnd: Double
  /// In mean border costs.
  var temperatureStart, temperatureEnd: Double
  /// Proposed moves.
  var moves: Int
  /// Share of proposals that re-split a pair of zones.
  var resplitShare: Double

  /// The settings that suit a graph and a number of zones. What decides is how many mean atoms fit between the two
  /// bounds: with fewer than one, single moves hardly ever stay inside and the penalty has to be forgiving.
  init(problem: SearchProblem, zones: Int, moves: Int) {
    let bounds = problem.bounds
    let room = Double(bounds.maximum - bounds.minimum) / problem.meanWeight
    let isNarrow = Double(bounds.maximum - bounds.minimum) < 0.05 * Double(bounds.target)
    if zones > 48 {
      // Long borders freeze first, so annealing starts where the longest of them still move.
      let hot = min(20, max(0.8, problem.longBorderCost))
      self.init(.quadratic, penalty: min(10, 3 * hot)...60, temperature: hot, 0.1, resplit: 0.002, moves: moves)
    } else if room < 0.75 {
      self.init(.root, penalty: 4...4, temperature: 1.5, 0.7, resplit: 0.001, moves: moves)
    } else if isNarrow {
      self.init(
        .linear, penalty: 1...(zones > 8 ? 3 : 1), temperature: 1.2, zones > 8 ? 0.2 : 0.4, resplit: 0.0005,
        moves: moves)
    } else {
      self.init(.quadratic, penalty: 3...30, temperature: 1.1, 0.15, resplit: 0.005, moves: moves)
    }
    // A re-split costs about as much as a move for each atom of the pair; they must not eat up the moves.
    resplitShare = min(resplitShare, 0.25 * Double(zones) / (2 * Double(problem.atomCount)))
  }

  /// Starts cooler where there are few moves for each atom: a start that already has the large lines is better kept
  /// than melted and frozen in haste.
  mutating func start(coolerFor movesPerAtom: Double) {
    let worthwhile = max(0.8, 1.5 * (max(0, movesPerAtom) / 400).squareRoot())
    guard temperatureStart > worthwhile else { return }
    penaltyStart = min(penaltyStart, 3 * worthwhile)
    temperatureStart = worthwhile
  }

  /// Only smooths the lines of a start whose layout is good: cool from the first, every breach at its full price.
  mutating func smooth(from temperature: Double) {
    temperatureStart = min(temperatureStart, temperature)
    temperatureEnd = min(temperatureEnd, 0.1)
    penaltyStart = penaltyEnd
  }

  init(
    _ shape: PenaltyShape, penalty: ClosedRange<Double>, temperature hot: Double, _ cold: Double, resplit: Double,
    moves: Int
  ) {
    self.shape = shape
    penaltyStart = penalty.lowerBound
    penaltyEnd = penalty.upperBound
    temperatureStart = hot
    temperatureEnd = cold
    self.moves = moves
    resplitShare = resplit
  }
}

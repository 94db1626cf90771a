import Gridwright

/// One line for each grid outside its band: how many households it holds, and why it cannot be otherwise.
func explainExceptions(of plan: Plan) -> [String] {
  plan.exceptions.map { exception in
    let certainty = exception.isProved ? "proved" : "not proved"
    return "\(exception.grid): \(exception.households) households, \(certainty). \(exception.reason(in: .en))."
  }
}

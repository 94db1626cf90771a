import Gridwright

/// The zone of every block as a letter, row by row, and what the solver can say about the result.
func describeZones(_ outcome: PartitionOutcome) -> [String] {
  let letters = outcome.partition.zones.map { String(UnicodeScalar(UInt8(65 + $0 % 26))) }
  var lines = stride(from: 0, to: letters.count, by: 4).map { row in
    letters[row..<min(row + 4, letters.count)].joined()
  }
  lines.append("\(Int(outcome.cutLength)) m between zones")
  lines.append(outcome.provedOptimal ? "no division is better" : "a better division may exist")
  for exception in outcome.exceptions {
    lines.append("\(exception.zone) weighs \(exception.weight): \(exception.reason.message)")
  }
  return lines
}

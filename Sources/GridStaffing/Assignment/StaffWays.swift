/// How far people's homes are from grids.
public enum StaffWays: Sendable {
  /// The straight way.
  case straight
  /// Ways that the caller measured, in whole decimetres, by the positions of member and grid. None may be shorter than the
  /// straight way, rounded: the proof looks for better pairs no further away than that.
  case measured(greatest: Int, _ decimetres: @Sendable (_ member: Int, _ grid: Int) -> Int)
}

public import ArgumentParser
import Foundation
public import GridVisits

extension CivilDate.Order: ExpressibleByArgument {}

extension CivilDate: ExpressibleByArgument {
  /// A day such as 2026-06-30.
  public init?(argument: String) { self.init(argument) }

  /// The day it is here.
  static var today: String { Date.now.formatted(.iso8601.year().month().day()) }
}

/// Refuses a day that a plan would remember and that is more than a year ahead of the machine's: no later day would be
/// looked at again.
func validateDay(_ day: CivilDate?) throws {
  guard let day, let today = CivilDate(CivilDate.today), day.dayNumber - today.dayNumber > 366 else { return }
  throw ValidationError(
    words(
      "--as-of is \(day), more than a year after today, \(today): is the year mistyped? If it is right, set the machine's clock",
      "--as-of 为 \(day)，比今天（\(today)）晚一年以上：年份是否误填？若无误，请校准本机时钟"))
}

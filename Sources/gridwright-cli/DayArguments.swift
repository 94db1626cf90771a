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

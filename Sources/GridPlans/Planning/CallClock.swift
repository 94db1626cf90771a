#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What one stage of a long call took.
public struct StageReport: Hashable, Sendable, Encodable {
  public let name: String
  public let seconds: Double
  /// The most memory that the process had had by its end, in megabytes.
  public let peakMegabytes: Double
}

/// Times the stages of a call, one after the other.
struct CallClock {
  private(set) var stages: [StageReport] = []
  private let start = ContinuousClock.now
  private var last = ContinuousClock.now

  /// Ends the stage that began with the one before.
  mutating func end(_ name: String) {
    let now = ContinuousClock.now
    stages.append(StageReport(name: name, seconds: (now - last) / .seconds(1), peakMegabytes: Self.peakMegabytes))
    last = now
  }

  /// Since the clock was made, in seconds.
  var total: Double { (ContinuousClock.now - start) / .seconds(1) }

  private static var peakMegabytes: Double {
    var usage = rusage()
    #if canImport(Glibc)
      guard unsafe getrusage(RUSAGE_SELF.rawValue, &usage) == 0 else { return 0 }
      return (Double(usage.ru_maxrss) / 102.4).rounded() / 10
    #else
      guard unsafe getrusage(RUSAGE_SELF, &usage) == 0 else { return 0 }
      return (Double(usage.ru_maxrss) / 104_857.6).rounded() / 10
    #endif
  }
}

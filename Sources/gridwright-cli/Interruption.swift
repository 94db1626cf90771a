import Dispatch
import Foundation
import GridPartitioning
import GridPlans

/// Turns Ctrl-C, and the SIGTERM that services are stopped with, into a request to stop cleanly; a second one ends the
/// process at once.
struct Interruption {
  private let sources: [any DispatchSourceSignal]

  init(_ control: PlanningControl) {
    self.init(isCancelled: { control.isCancelled }, cancel: { control.cancel() })
  }

  init(_ control: RunControl) {
    self.init(isCancelled: { control.isCancelled }, cancel: { control.cancel() })
  }

  private init(isCancelled: @escaping @Sendable () -> Bool, cancel: @escaping @Sendable () -> Void) {
    sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        if isCancelled() {
          PlanningControl.discardUnfinishedFiles()
          _exit(130)
        }
        cancel()
      }
      source.resume()
      return source
    }
  }
}

import Dispatch
import Foundation
import GridPartitioning
import GridPlans

/// Turns Ctrl-C into a request to stop cleanly; a second Ctrl-C ends the process at once.
struct Interruption {
  private let source: any DispatchSourceSignal

  init(_ control: PlanningControl) {
    self.init(isCancelled: { control.isCancelled }, cancel: { control.cancel() })
  }

  init(_ control: RunControl) {
    self.init(isCancelled: { control.isCancelled }, cancel: { control.cancel() })
  }

  private init(isCancelled: @escaping @Sendable () -> Bool, cancel: @escaping @Sendable () -> Void) {
    signal(SIGINT, SIG_IGN)
    source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
    source.setEventHandler {
      if isCancelled() {
        PlanningControl.discardUnfinishedFiles()
        _exit(130)
      }
      cancel()
    }
    source.resume()
  }
}

import Dispatch
import Foundation
import GridPlans

/// Turns Ctrl-C into a request to stop cleanly; a second Ctrl-C ends the process at once.
struct Interruption {
  private let source: any DispatchSourceSignal

  init(_ control: PlanningControl) {
    signal(SIGINT, SIG_IGN)
    source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
    source.setEventHandler {
      if control.isCancelled {
        PlanningControl.discardUnfinishedFiles()
        _exit(130)
      }
      control.cancel()
    }
    source.resume()
  }
}

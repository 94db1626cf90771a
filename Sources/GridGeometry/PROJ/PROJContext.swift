import CPROJ

/// One conversation with PROJ: never on the network, silent. Not `Sendable`: PROJ allows one thread at a time.
@safe final class PROJContext {
  let handle: OpaquePointer

  init() throws(GeometryError) {
    guard let handle = unsafe proj_context_create() else {
      throw .proj(call: "proj_context_create", message: "no context")
    }
    unsafe self.handle = unsafe handle
    _ = unsafe proj_log_level(handle, PJ_LOG_NONE)
    _ = unsafe proj_context_set_enable_network(handle, 0)
  }

  deinit { unsafe proj_context_destroy(handle) }

  /// The error for a call that has just failed, with the last reason PROJ left.
  func failure(of call: StaticString) -> GeometryError {
    let code = unsafe proj_context_errno(handle)
    guard code != 0, let text = unsafe proj_context_errno_string(handle, code) else {
      return .proj(call: "\(call)", message: "no reason given")
    }
    return .proj(call: "\(call)", message: unsafe String(cString: text))
  }
}

import CGEOS

/// One conversation with GEOS. Not `Sendable`: GEOS allows one thread at a time, so every call or task makes its own.
@safe final class GEOSContext {
  let handle: GEOSContextHandle_t
  private var message = ""

  init() throws(GeometryError) {
    guard let handle = unsafe GEOS_init_r() else { throw .geos(call: "GEOS_init_r", message: "no context") }
    unsafe self.handle = unsafe handle
    // The context is destroyed before this object is, so the unretained pointer outlives its use.
    _ = unsafe GEOSContext_setErrorMessageHandler_r(
      handle,
      { text, owner in
        guard let text = unsafe text, let owner = unsafe owner else { return }
        unsafe Unmanaged<GEOSContext>.fromOpaque(owner).takeUnretainedValue().message = unsafe String(cString: text)
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  deinit { unsafe GEOS_finish_r(handle) }

  /// The error for a call that has just failed, with the last message GEOS left.
  func failure(of call: StaticString) -> GeometryError {
    defer { message = "" }
    return .geos(call: "\(call)", message: message.isEmpty ? "no reason given" : message)
  }
}

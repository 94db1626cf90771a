import Dispatch
import GridLayers
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Writes a synthetic county: `county.yaml`, the GeoPackage it names, workers and a page that says what it is.
///
/// The county has a river with bridges, a net of roads, townships, towns and villages, buildings with households,
/// compounds and sites. Its communities share their vertices and tile it exactly, unless `dirt` is asked for. Existing
/// files of these names are replaced.
///
/// - Parameters:
///   - directory: Made if it does not exist.
///   - progress: Told the communities done and their number.
///   - isCancelled: Asked between communities.
/// - Throws: ``SampleError``; nothing half-written is left.
/// - Complexity: O(households); memory O(communities), with a few communities' buildings at a time, and some 50 bytes a worker.
@discardableResult
public func writeSample(
  _ settings: SampleSettings, to directory: String,
  progress: (_ done: Int, _ total: Int) -> Void = { _, _ in },
  isCancelled: () -> Bool = { false }
) throws(SampleError) -> SampleSummary {
  try settings.validate()
  try makeDirectory(directory)
  let county = SampleCounty(settings)
  let total = county.register.communities.count
  do throws(LayerError) {
    var writer = try SampleWriter(county, path: directory + "/county.gpkg")
    try writer.writeCounty()
    var next = 0
    while next < total && !isCancelled() {
      let chunk = next..<min(total, next + 16)
      for (index, content) in zip(chunk, contents(of: chunk, in: county)) { try writer.write(content, of: index) }
      next = chunk.upperBound
      progress(next, total)
    }
    if next == total {
      try writer.finish(in: directory)
      return writer.summary
    }
    writer.package.cancel()
  } catch {
    throw .cannotWrite(cause: error.message)
  }
  throw .cancelled
}

/// Builds several communities at the same time; the result is in their order.
private func contents(of range: Range<Int>, in county: SampleCounty) -> [CommunityContent] {
  let built = Mutex<[Int: CommunityContent]>([:])
  DispatchQueue.concurrentPerform(iterations: range.count) { step in
    let index = range.lowerBound + step
    let content = county.content(of: index)
    built.withLock { $0[index] = content }
  }
  return built.withLock { found in range.compactMap { found[$0] } }
}

/// Makes a folder and those above it.
private func makeDirectory(_ path: String) throws(SampleError) {
  var partial = path.hasPrefix("/") ? "/" : ""
  for part in path.split(separator: "/") {
    partial += (partial.isEmpty || partial.hasSuffix("/") ? "" : "/") + part
    if unsafe mkdir(partial, 0o755) != 0 && errno != EEXIST && errno != EISDIR {
      throw .cannotCreateFolder(path: path, cause: unsafe String(cString: strerror(errno)))
    }
  }
}

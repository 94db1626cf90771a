import Dispatch
import GridLayers
import Synchronization

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
  var folder: OutputFolder
  do {
    folder = try OutputFolder(directory)
  } catch {
    throw .layer(error)
  }
  do throws(SampleError) {
    return try write(settings, to: &folder, progress: progress, isCancelled: isCancelled)
  } catch {
    folder.discard()
    throw error
  }
}

private func write(
  _ settings: SampleSettings, to folder: inout OutputFolder, progress: (_ done: Int, _ total: Int) -> Void,
  isCancelled: () -> Bool
) throws(SampleError) -> SampleSummary {
  let county = SampleCounty(settings)
  let total = county.register.communities.count
  do throws(LayerError) {
    var writer = try SampleWriter(county, path: folder.file("county.gpkg"))
    try writer.writeCounty()
    var next = 0
    while next < total && !isCancelled() {
      let chunk = next..<min(total, next + 16)
      for (index, content) in zip(chunk, contents(of: chunk, in: county)) { try writer.write(content, of: index) }
      next = chunk.upperBound
      progress(next, total)
    }
    if !isCancelled() {
      try writer.finish(in: &folder)
      return writer.summary
    }
    writer.package.cancel()
  } catch {
    throw .layer(error)
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

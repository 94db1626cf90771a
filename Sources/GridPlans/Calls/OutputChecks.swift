import Foundation
import GridAuditing
import GridLayers

/// Refuses to write over a file that is being read.
func requireDistinct(_ output: String, from inputs: [String]) throws(PlanError) {
  if inputs.contains(where: { canonicalPath($0) == canonicalPath(output) }) {
    throw .cannotWrite(path: output, cause: BilingualText(en: "it is one of the files being read", zh: "它是正在读取的文件之一"))
  }
}

/// Refuses two results of one call that would go into one file.
func requireDistinct(_ outputs: [String?]) throws(PlanError) {
  var rest = outputs.compactMap(\.self)
  while let output = rest.popLast() {
    guard rest.contains(where: { canonicalPath($0) == canonicalPath(output) }) else { continue }
    throw .cannotWrite(
      path: output,
      cause: BilingualText(en: "two results would go into this one file", zh: "两项结果会写入同一个文件"),
      remedy: BilingualText(en: "Give each a file of its own", zh: "请分别指定文件"))
  }
}

/// A path without symbolic links and detours, to tell whether two are one file.
private func canonicalPath(_ path: String) -> String {
  URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL.path
}

/// Refuses a file whose ending says that it is something else than what will be written.
///
/// - Parameter endings: In small letters, the usual one first.
func requireEnding(_ path: String, _ endings: [String]) throws(PlanError) {
  let ending = LayerSource(path: path).pathExtension
  guard !endings.contains(ending) else { return }
  let list = endings.map { "." + $0 }
  throw .cannotWrite(
    path: path,
    cause: BilingualText(
      en: "this is written as \(list.joined(separator: " or ")), not as .\(ending)",
      zh: "此处只能写成 \(list.joined(separator: " 或 "))，不能写成 .\(ending)"),
    remedy: BilingualText(en: "Give the file such an ending", zh: "请使用相应的扩展名"))
}

/// Refuses to put a new plan in the place of one that holds what the new one would not: visits, and people unless these
/// are planned too. Cases go along.
func requireNothingLost(_ path: String, keeping kept: Set<String> = []) throws(PlanError) {
  guard let names = try? Layers.layerNames(at: path) else { return }
  let records = [
    ("assignments", BilingualText(en: "people", zh: "人员")), ("visits", BilingualText(en: "visits", zh: "走访记录")),
    ("reach_rules", BilingualText(en: "service radii", zh: "服务半径")),
  ]
  let lost = records.filter { names.contains($0.0) && !kept.contains($0.0) }.map(\.1)
  guard !lost.isEmpty else { return }
  throw .cannotWrite(
    path: path,
    cause: BilingualText(
      en: "the plan there holds \(lost.map(\.en).joined(separator: ", ")), which the new one would not",
      zh: "原方案中有\(lost.map(\.zh).joined(separator: "、"))，新方案中没有"),
    remedy: BilingualText(
      en: "Write to another file, or move that one away first", zh: "请写到其他文件，或先移走原文件"))
}

/// Refuses to put adopted grids in the place of anything but a plan that was adopted from the same layer before.
func requireAdopted(_ path: String, from layer: LayerSource) throws(PlanError) {
  guard let names = try? Layers.layerNames(at: path), !names.isEmpty else { return }
  let cause: BilingualText
  if !Set(names).isSuperset(of: [PlanSchema.plan.name, "grids"]) {
    let list = listWords(names.sorted())
    cause = BilingualText(
      en: "the file there is no plan; it holds the layers \(list.en)", zh: "原文件不是方案，其中有图层 \(list.zh)")
  } else if let source = try? PlanFile(path: path).adoptedFrom() {
    if LayerSource(source).isSame(as: layer) { return }
    cause = BilingualText(
      en: "the plan there was adopted from \(source), not from \(layer)", zh: "原方案由 \(source) 转成，不是由 \(layer) 转成")
  } else {
    cause = BilingualText(
      en: "the plan there was not adopted from \(layer): `gridwright plan` made it", zh: "原方案由 `gridwright plan` 生成，不是由 \(layer) 转成")
  }
  throw .cannotWrite(
    path: path, cause: cause,
    remedy: BilingualText(
      en: "Name another file with --out, or say --take-over to put the new plan in its place; cases go along",
      zh: "请用 --out 指定其他文件，或加 --take-over 由新方案取代（案件随迁）"))
}

extension LayerSource {
  /// Whether two names lead to one layer; without a layer's name it is whichever the file has.
  fileprivate func isSame(as other: LayerSource) -> Bool {
    canonicalPath(path) == canonicalPath(other.path) && (layer == nil || other.layer == nil || layer == other.layer)
  }
}

/// What a command writes with `--out`, told by how such a file begins.
struct OutputKind: Sendable {
  /// Columns of its tables that stand side by side.
  var columns: [[String]]
  /// How the names of its GeoJSON layers begin.
  var layers: [String] = []
}

/// Refuses to put the result of a command in the place of a file that it did not write, such as a roster named by mistake.
func requireNothingElse(_ path: String, than kind: OutputKind) throws(PlanError) {
  guard let file = FileHandle(forReadingAtPath: path), let head = try? file.read(upToCount: 4096), !head.isEmpty else {
    return
  }
  var text = String(decoding: head, as: UTF8.self)
  if text.hasPrefix("\u{FEFF}") { text.removeFirst() }
  let first = text.prefix { !$0.isNewline }
  let header = ",\(first),"
  if kind.columns.contains(where: { header.contains("," + $0.joined(separator: ",") + ",") }) { return }
  if kind.layers.contains(where: { text.contains("\"name\":\"\($0)") }) { return }
  throw .cannotWrite(
    path: path,
    cause: BilingualText(
      en: "the file there is none that this command wrote; its first line is `\(firstLine(of: text))`",
      zh: "原文件不是本命令写出的，首行为 `\(firstLine(of: text))`"),
    remedy: BilingualText(en: "Name another file, or move that one away first", zh: "请指定其他文件，或先移走原文件"))
}

/// Refuses to put a plan in the place of a file that holds something else.
func requirePlan(_ path: String) throws(PlanError) {
  guard FileManager.default.fileExists(atPath: path), !isPlanFile(path),
    let names = try? Layers.layerNames(at: path), !names.isEmpty
  else { return }
  let list = listWords(names.sorted())
  throw .cannotWrite(
    path: path,
    cause: BilingualText(en: "the file there is no plan; it holds the layers \(list.en)", zh: "原文件不是方案，其中有图层 \(list.zh)"),
    remedy: BilingualText(en: "Name another file, or move that one away first", zh: "请指定其他文件，或先移走原文件"))
}

private func firstLine(of text: String) -> String {
  let line = text.prefix { !$0.isNewline }
  return line.count > 60 ? String(line.prefix(60)) + "…" : String(line)
}

/// Refuses an empty path.
func requireNamed(_ path: String) throws(PlanError) {
  guard path.isEmpty else { return }
  throw .cannotWrite(path: "--out", cause: BilingualText(en: "it names no file or folder", zh: "没有给出文件名或目录名"))
}

/// Fails early where a result could not be written, before an hour of work is done for nothing. A symbolic link stands
/// for the file it leads to.
///
/// - Parameter inputs: Files the call reads, which it must not replace.
func requireWritable(_ path: String, sparing inputs: [String] = []) throws(PlanError) {
  try requireNamed(path)
  try requireDistinct(path, from: inputs)
  let target: String
  do {
    target = try OutputFile.destination(of: path)
  } catch {
    throw .layer(error)
  }
  let kind = (try? FileManager.default.attributesOfItem(atPath: target))?[.type] as? FileAttributeType
  if kind == .typeDirectory {
    throw .cannotWrite(path: path, cause: BilingualText(en: "it is a folder", zh: "它是一个目录"))
  }
  if let kind, kind != .typeRegular {
    throw .cannotWrite(path: path, cause: BilingualText(en: "it exists and is no regular file", zh: "它已存在，但不是普通文件"))
  }
  let folder = URL(fileURLWithPath: target).deletingLastPathComponent().path
  var isFolder: ObjCBool = false
  guard unsafe FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
    throw .cannotWrite(path: path, cause: BilingualText(en: "there is no folder \(folder)", zh: "目录 \(folder) 不存在"))
  }
  guard FileManager.default.isWritableFile(atPath: folder) else {
    throw .cannotWrite(
      path: path, cause: BilingualText(en: "the folder \(folder) is read-only", zh: "目录 \(folder) 为只读"))
  }
}

public import GridLayers

extension LayerError {
  /// The message with file, place, cause and remedy.
  func text(in language: Language) -> String {
    guard language == .zh else { return message }
    func zh(_ words: String) -> String { ChineseWording.of(words) }
    switch self {
    case .missingFile(let path):
      return "\(path)：文件不存在。请检查路径；清单中的相对路径以清单所在目录为起点。"
    case .unreadable(let path, let cause):
      return "\(path)：无法读取（\(zh(cause))）。请确认它是文件并且有读取权限。"
    case .missingLayer(let source, let layer, let available):
      let asked = layer.map { "没有图层 “\($0)”" } ?? "含有多个图层，须写成 文件#图层"
      let hint = layer.flatMap { $0.nearest(among: available) }.map { "是否应为 “\($0)”？" } ?? ""
      return "\(source)：\(asked)。\(hint)现有图层：\(available.joined(separator: "、"))。"
    case .missingField(let source, let layer, let field, let available):
      let hint = field.nearest(among: available).map { "是否应为 “\($0)”？" } ?? ""
      return "\(source)：图层 “\(layer)” 没有字段 “\(field)”。\(hint)现有字段：\(available.joined(separator: "、"))。"
    case .malformed(let source, let feature, let line, let byte, let cause, let remedy):
      let place = [feature.map { "第 \($0) 个要素" }, line.map { "第 \($0) 行" }, byte.map { "第 \($0) 字节" }].compactMap(
        \.self)
      return "\(source)\(place.isEmpty ? "" : "，" + place.joined(separator: "，"))：文件内容有误（\(zh(cause))）。\(zh(remedy))"
    case .encoding(let source, let line, _, let cause):
      return "\(source)\(line.map { "，第 \($0) 行" } ?? "")：文字编码有误（\(zh(cause))）。请声明编码（utf8 或 gb18030），或另存为 UTF-8。"
    case .unknownReferenceSystem(let source, let name):
      return "\(source)：未知的坐标系 “\(name)”。请声明，例如 `crs: EPSG:4490` 或 `crs: GCJ-02`。"
    case .cannotWrite(let path, let cause):
      return "\(path)：无法写入（\(zh(cause))）。请检查目录权限和磁盘空间。原有内容没有改动。"
    case .inUse(let path):
      return "\(path)：正被其他程序（如 QGIS）修改。请在该程序中保存并关闭后重试。未做任何改动。"
    case .notWritable(let path, let layer, let feature, let cause):
      return "\(path)，图层 “\(layer)”\(feature.map { "，第 \($0) 个要素" } ?? "")：\(zh(cause))。"
    case .toolMissing(let tool, let package, _):
      return "没有安装 \(tool)。请安装 Debian 软件包 \(package)（`apt install \(package)`），或先转换为 GeoPackage。"
    case .toolFailed(let tool, let source, let output):
      return "\(source)：\(tool) 转换失败（\(output)）。请用 QGIS 或 ogrinfo 检查该文件。"
    }
  }
}

extension LayerError {
  /// Whether another program has to finish first.
  public var isInUse: Bool {
    if case .inUse = self { true } else { false }
  }

  /// Whether it is the target that failed, not the input.
  public var isWriteFailure: Bool {
    switch self {
    case .cannotWrite, .notWritable: true
    default: false
    }
  }
}

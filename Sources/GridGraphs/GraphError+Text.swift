import GridPartitioning

extension GraphError {
  /// File, place, cause and remedy in plain words.
  public var text: GraphText {
    switch self {
    case .missingFile(let path):
      GraphText(en: "\(path): there is no such file. Check the path.", zh: "\(path)：文件不存在。请检查路径。")
    case .unreadable(let path, let fault):
      GraphText(
        en: "\(path): cannot be read: \(fault.text.en).", zh: "\(path)：无法读取：\(fault.text.zh)。")
    case .cannotWrite(let path, let fault):
      GraphText(
        en: "\(path): cannot be written: \(fault.text.en). Choose another place with --out. Nothing was changed.",
        zh: "\(path)：无法写入：\(fault.text.zh)。请用 --out 指定其他位置。原有内容没有改动。")
    case .interrupted:
      GraphText(en: "Stopped as asked, before there was a result.", zh: "已按要求停止，尚无结果。")
    case .notUTF8(let place):
      GraphText(
        en: "\(place.text.en): the text is not UTF-8 there. Save the file as UTF-8.",
        zh: "\(place.text.zh)：此处不是 UTF-8 编码。请将文件另存为 UTF-8。")
    case .endsEarly(let place):
      GraphText(
        en: "\(place.text.en): the file ends in the middle. Copy or download it again.",
        zh: "\(place.text.zh)：文件不完整。请重新复制或下载。")
    case .unexpected(let place, let found, let expected):
      GraphText(
        en:
          "\(place.text.en): found \(found) where \(expected) should stand. Check the file with a JSON or CSV checker.",
        zh: "\(place.text.zh)：此处应为 \(expected)，实际为 \(found)。请用 JSON 或 CSV 校验工具检查文件。")
    case .lockedTwice(let atom):
      GraphText(
        en: "Locks and groups disagree about atom \(atom). Lock the whole of its group, or leave it out of the group.",
        zh: "锁定与分组对原子 \(atom) 的要求互相矛盾。请锁定整个分组，或将其移出分组。")
    case .bandEmpty(let minimum, let maximum):
      GraphText(
        en: "No whole number lies in the band \(minimum)…\(maximum). Allow a larger --tolerance.",
        zh: "范围 \(minimum)…\(maximum) 内没有整数。请增大 --tolerance。")
    case .noWeight(let path, let field):
      GraphText(
        en: "\(path): all weights (\(field)) are 0. Name another attribute with --weight.",
        zh: "\(path)：所有权重（\(field)）均为 0。请用 --weight 指定其他属性。")
    case .request(let error):
      GraphText(en: error.message, zh: error.chineseMessage)
    default:
      graphText ?? tableText ?? GraphText(en: "The input is at fault.", zh: "输入有误。")
    }
  }

  /// Faults of graphs.
  private var graphText: GraphText? {
    switch self {
    case .notAGraph(let path, let keys):
      GraphText(
        en: "\(path): is no graph: it has \(Self.list(keys).en), but not nodes with adjacency or links. "
          + "Write it with networkx adjacency_data or node_link_data, or in METIS form.",
        zh: "\(path)：不是图文件：仅有 \(Self.list(keys).zh)，缺少 nodes 与 adjacency 或 links。"
          + "请用 networkx 的 adjacency_data 或 node_link_data 写出，或使用 METIS 格式。")
    case .directed(let path):
      GraphText(
        en: "\(path): the graph is directed, borders are not. Write G.to_undirected().",
        zh: "\(path)：该图为有向图，而边界没有方向。请改为写出 G.to_undirected()。")
    case .noAtoms(let path):
      GraphText(
        en: "\(path): the graph has no nodes. Check that it is the right file.", zh: "\(path)：图中没有节点。请检查文件是否正确。")
    case .rowCount(let path, let atoms, let rows):
      GraphText(
        en: "\(path): \(atoms) nodes but \(rows) rows of neighbours; each node needs one. Write the file again.",
        zh: "\(path)：有 \(atoms) 个节点，却有 \(rows) 行邻接表；每个节点应有一行。请重新写出文件。")
    case .idInvalid(let place, let atom):
      GraphText(
        en: "\(place.text.en): node \(atom) of the list has no id that is text or a number. Give every node one.",
        zh: "\(place.text.zh)：列表中第 \(atom) 个节点没有文字或数字形式的 id。请为每个节点指定 id。")
    case .repeatedID(let path, let id):
      GraphText(
        en: "\(path): two nodes have the id \(id). Give every node an id of its own.",
        zh: "\(path)：有两个节点的 id 都是 \(id)。每个节点的 id 必须唯一。")
    case .noWeightField, .missingWeight, .weightInvalid, .noLengthField, .missingLength, .lengthInvalid:
      attributeText
    default:
      edgeText ?? metisText
    }
  }

  /// Faults of attributes.
  private var attributeText: GraphText? {
    switch self {
    case .noWeightField(let path, let tried, let available):
      GraphText(
        en: "\(path): none of \(tried.joined(separator: ", ")) is an attribute of the first node. Its attributes: "
          + "\(Self.list(available).en). Name the weight with --weight.",
        zh: "\(path)：第一个节点没有 \(tried.joined(separator: "、")) 中的任何属性。现有属性：\(Self.list(available).zh)。请用 --weight 指定权重。")
    case .missingWeight(let place, let atom, let field, let available):
      Self.missing(
        GraphText(en: "\(place.text.en): node \(atom)", zh: "\(place.text.zh)：节点 \(atom)"), field, available,
        option: "--weight")
    case .weightInvalid(let place, let atom, let field, let value, let fault):
      GraphText(
        en: "\(place.text.en): node \(atom) has \(field) \(value), \(fault.text.en)",
        zh: "\(place.text.zh)：节点 \(atom) 的 \(field) 为 \(value)，\(fault.text.zh)")
    case .noLengthField(let path, let available):
      GraphText(
        en: "\(path): edges have no lengths, which cut-length needs. Attributes of the first edge: "
          + "\(Self.list(available).en). Name one with --length, or choose cut-edges.",
        zh: "\(path)：边没有长度，无法使用 cut-length。第一条边的属性：\(Self.list(available).zh)。请用 --length 指定，或改用 cut-edges。")
    case .missingLength(let place, let atom, let neighbour, let field, let available):
      Self.missing(
        GraphText(en: "\(place.text.en): edge \(atom) – \(neighbour)", zh: "\(place.text.zh)：边 \(atom) – \(neighbour)"),
        field, available, option: "--length")
    case .lengthInvalid(let place, let atom, let neighbour, let value):
      GraphText(
        en: "\(place.text.en): the length of edge \(atom) – \(neighbour) is \(value). Lengths are numbers, at least 0.",
        zh: "\(place.text.zh)：边 \(atom) – \(neighbour) 的长度为 \(value)。长度应为不小于 0 的数。")
    default:
      nil
    }
  }

  /// Faults of edges.
  private var edgeText: GraphText? {
    switch self {
    case .unknownNeighbour(let place, let atom, let neighbour):
      GraphText(
        en:
          "\(place.text.en): an edge leads from node \(atom) to \(neighbour), which is no node. Remove the edge or add the node.",
        zh: "\(place.text.zh)：节点 \(atom) 有一条边指向 \(neighbour)，但没有该节点。请删除该边或补上节点。")
    case .selfLoop(let path, let atom):
      GraphText(
        en: "\(path): an edge joins node \(atom) to itself. Remove it, for example with networkx selfloop_edges.",
        zh: "\(path)：节点 \(atom) 有一条连接自身的边。请将其删除（例如用 networkx 的 selfloop_edges）。")
    case .repeatedEdge(let path, let atom, let neighbour):
      GraphText(
        en: "\(path): edge \(atom) – \(neighbour) is listed more than once. Keep one of them.",
        zh: "\(path)：边 \(atom) – \(neighbour) 重复出现。请只保留一条。")
    case .oneSidedEdge(let path, let atom, let neighbour):
      GraphText(
        en: "\(path): node \(atom) lists \(neighbour) as a neighbour, but \(neighbour) does not list \(atom). "
          + "List the edge at both or at neither.",
        zh: "\(path)：节点 \(atom) 的邻接表中有 \(neighbour)，但 \(neighbour) 的邻接表中没有 \(atom)。请在两处都列出或都不列出该边。")
    case .lengthsTooLarge(let path, let field):
      GraphText(
        en: "\(path): the lengths (\(field)) add up to more than a number can hold. Choose a larger unit.",
        zh: "\(path)：长度（\(field)）之和超出数值范围。请改用较大的单位。")
    case .lengthsDisagree(let path, let atom, let neighbour, let there, let back):
      GraphText(
        en:
          "\(path): edge \(atom) – \(neighbour) has length \(there) at one end and \(back) at the other. Write one length.",
        zh: "\(path)：边 \(atom) – \(neighbour) 两端的长度不一致（\(there) 与 \(back)）。请统一。")
    default:
      nil
    }
  }

  /// Faults of METIS files.
  private var metisText: GraphText? {
    switch self {
    case .noAttributes(let path, let option):
      GraphText(
        en: "\(path): a METIS file has no attributes by name, so \(option) means nothing here. Leave it out.",
        zh: "\(path)：METIS 文件没有具名属性，\(option) 在此无意义。请去掉该选项。")
    case .headerInvalid(let place, let found):
      GraphText(
        en:
          "\(place.text.en): \"\(found)\" is no METIS header. It reads `nodes edges [format [constraints]]`, format of three digits 0 or 1.",
        zh: "\(place.text.zh)：“\(found)” 不是 METIS 文件头。应为 `节点数 边数 [格式 [约束数]]`，格式由 0 或 1 组成，最多三位。")
    case .severalConstraints(let place, let count):
      GraphText(
        en: "\(place.text.en): nodes have \(count) weights each, but one is needed. Write the file with one.",
        zh: "\(place.text.zh)：每个节点有 \(count) 个权重，但只能有一个。请只写出一个权重。")
    case .rowInvalid(let place, let atom, let fault):
      GraphText(
        en: "\(place.text.en), node \(atom): \(fault.text.en)", zh: "\(place.text.zh)，节点 \(atom)：\(fault.text.zh)")
    case .edgeCount(let path, let declared, let found):
      GraphText(
        en:
          "\(path): the header says \(declared) edges, the rows have \(found). Correct whichever is wrong; each edge counts once.",
        zh: "\(path)：文件头写明 \(declared) 条边，各行共有 \(found) 条。请更正；每条边只计一次。")
    default:
      nil
    }
  }

  /// Faults of tables.
  private var tableText: GraphText? {
    switch self {
    case .missingColumn(let path, let column, let available):
      GraphText(
        en:
          "\(path): the first line names no column \"\(column)\"; it has \(Self.list(available).en). Name the columns there.",
        zh: "\(path)：首行没有 “\(column)” 列，现有 \(Self.list(available).zh)。请在首行写明列名。")
    case .shortRow(let place, let expected, let found):
      GraphText(
        en: "\(place.text.en): the row has \(found) fields, the first line \(expected). Complete the row.",
        zh: "\(place.text.zh)：该行有 \(found) 个字段，首行有 \(expected) 个。请补全。")
    case .unknownID(let place, let id, let nearest):
      GraphText(
        en:
          "\(place.text.en): the graph has no node \(id)\(nearest.map { "; did you mean \($0)?" } ?? ".") Use the ids of the graph.",
        zh: "\(place.text.zh)：图中没有节点 \(id)\(nearest.map { "，是否应为 \($0)？" } ?? "。")请使用图文件中的 id。")
    case .listedTwice(let place, let id):
      GraphText(
        en: "\(place.text.en): node \(id) is listed a second time. Keep one of its rows.",
        zh: "\(place.text.zh)：节点 \(id) 重复出现。请只保留一行。")
    default:
      nil
    }
  }

  private static func missing(_ owner: GraphText, _ field: String, _ available: [String], option: String) -> GraphText {
    let hint = nearestName(to: field, in: available)
    return GraphText(
      en: "\(owner.en) has no attribute \"\(field)\". \(hint.map { "Did you mean \"\($0)\"? " } ?? "")"
        + "It has \(list(available).en). Name one that all have with \(option).",
      zh:
        "\(owner.zh) 没有属性 “\(field)”。\(hint.map { "是否应为 “\($0)”？" } ?? "")现有 \(list(available).zh)。请用 \(option) 指定共有的属性。"
    )
  }

  private static func list(_ names: [String]) -> GraphText {
    let shown = names.prefix(30)
    let more = names.count > shown.count
    return GraphText(
      en: names.isEmpty ? "none" : shown.joined(separator: ", ") + (more ? ", …" : ""),
      zh: names.isEmpty ? "（无）" : shown.joined(separator: "、") + (more ? "……" : ""))
  }
}

extension GraphError: CustomStringConvertible {
  /// The text in English.
  public var message: String { text.en }
  public var description: String { message }
}

extension PartitionError {
  /// The message in Chinese, for what the text of a graph can bring about.
  fileprivate var chineseMessage: String {
    switch self {
    case .weightsOverflow: "权重总和过大。请改用较大的单位。"
    case .tooManyAtoms(let count): "图中有 \(count) 个节点或边，最多为 \(1 << 30) 个。"
    case .boundsInvalid(let minimum, let target, let maximum):
      "范围 \(minimum)…\(target)…\(maximum) 应依次递增，且目标大于 0。"
    case .zoneCountInvalid(let count): "要求 \(count) 个分区，至少应为 1 个。"
    default: "请求自相矛盾。请检查锁定、分组和初始方案各表。"
    }
  }
}

extension GraphError.ReadFault {
  var text: GraphText {
    switch self {
    case .isFolder: GraphText(en: "it is a folder; name a file in it", zh: "它是目录，请指定其中的文件")
    case .noPermission:
      GraphText(en: "permission is missing; ask for it, or copy the file", zh: "没有读取权限，请申请权限或复制该文件")
    case .compressed: GraphText(en: "it is compressed; unpack it first", zh: "文件已压缩，请先解压")
    case .utf16: GraphText(en: "it is UTF-16; save it as UTF-8", zh: "文件为 UTF-16 编码，请另存为 UTF-8")
    case .system(let words): GraphText(en: words, zh: "系统拒绝了读取")
    }
  }
}

extension GraphError.WriteFault {
  var text: GraphText {
    switch self {
    case .isInput: GraphText(en: "it is one of the files being read", zh: "它是正在读取的文件之一")
    case .notAFile: GraphText(en: "it exists and is no regular file", zh: "它已存在且不是普通文件")
    case .noFolder(let folder): GraphText(en: "there is no folder \(folder)", zh: "目录 \(folder) 不存在")
    case .readOnly(let folder): GraphText(en: "the folder \(folder) is read-only", zh: "目录 \(folder) 为只读")
    case .protected: GraphText(en: "it is there and write-protected", zh: "该文件已存在并受写保护")
    case .system(let words): GraphText(en: words, zh: "系统拒绝了写入，可能是磁盘已满")
    }
  }
}

extension GraphError.WeightFault {
  var text: GraphText {
    switch self {
    case .fractional:
      GraphText(
        en: "which is no whole number. Weights are counted in whole units: round or scale them.",
        zh: "不是整数。权重须为整数，请取整或换算单位。")
    case .negative:
      GraphText(en: "which is negative. Weights are at least 0.", zh: "为负数。权重不得小于 0。")
    case .notANumber:
      GraphText(
        en: "which is no number. Write weights as numbers, and 0 where there is nothing.", zh: "不是数字。请将权重写成数字，没有时写 0。")
    case .tooLarge:
      GraphText(en: "which is too large. Choose a larger unit.", zh: "数值过大。请改用较大的单位。")
    }
  }
}

extension GraphError.RowFault {
  var text: GraphText {
    switch self {
    case .notAnInteger(let found):
      GraphText(en: "\"\(found)\" is no whole number that fits here.", zh: "“\(found)” 不是此处可用的整数。")
    case .tooFewNumbers:
      GraphText(
        en: "the row lacks the size or weight that the header's format announces. Correct the format or the row.",
        zh: "该行缺少文件头格式所要求的大小或权重。请更正格式或该行。")
    case .neighbourWithoutWeight:
      GraphText(
        en:
          "the last neighbour has no edge weight, which the header's format announces. Correct the format or the row.",
        zh: "最后一个邻点没有边权重，而文件头格式要求有。请更正格式或该行。")
    case .tooManyRows:
      GraphText(
        en: "there are more rows than the header has nodes. Correct the header or remove the rows.",
        zh: "行数多于文件头写明的节点数。请更正文件头或删除多余的行。")
    }
  }
}

extension ChineseWording {
  /// English and Chinese with the same holes in the same order; of two that match, the first counts.
  static let catalogue: [(en: String, zh: String)] = layers + geometries + ground + files + maps

  /// What readers of layers find.
  private static let layers: [(en: String, zh: String)] = [
    (
      "{}, field `{}`: control characters were taken out of {} of its texts, first {} in feature {}",
      "{}，字段 `{}`：已从 {} 处文字中去除控制字符，首例为 {}，位于第 {} 个要素"
    ),
    (
      "{}, field `{}`: no number in {} of its features, counted as 0; the first is feature {}",
      "{}，字段 `{}`：{} 个要素没有填写数字，按 0 计，首个为第 {} 个要素"
    ),
    (
      "{}: {} of its features repeat an identifier and are counted all the same; the first is feature {}: {} is also that of feature {}",
      "{}：{} 个标识重复使用，均计入；首例为第 {} 个要素：{} 也用于第 {} 个要素"
    ),
    (
      "{}: {} of {} sites are of the policy's classes; the others get no grid ({})",
      "{}：属于策略所列类别的场所 {} 处，共 {} 处；其余不设专属网格（{}）"
    ),
    ("{}: the policy has no dedicated grids, so sites are not read", "{}：策略没有专属网格，因此不读取专属场所"),
    ("{}: {} polygons without households are not taken for compounds", "{}：{} 个没有住户的面不作为小区"),
    ("{}: none of its {} features meets `where`; {}", "{}：{} 个要素中没有一个符合 where 条件；{}"),
    ("`{}` is never {}, it is {}", "字段 `{}` 从不等于 {}，现有取值：{}"),
    ("{}, feature {}, field \"{}\": {}", "{}，第 {} 个要素，字段“{}”：{}"),
    ("{}, feature {}: {}", "{}，第 {} 个要素：{}"),
    ("its id {} is that of feature {}; it is numbered apart", "标识 {} 已用于第 {} 个要素，另行编号"),
    ("its rank `{}` is no number and counts as 0", "rank `{}` 不是数字，按 0 计"),
    ("its polygon is not valid: {}; it is repaired", "面无效：{}；已修复"),
    ("it is a {} and no polygon, which alone can be laid over grids; it gets no grid", "它是 {} 而不是面，只有面可以叠加在网格上；不设网格"),
    (
      "{}: {} units state a community that is not in the layer of communities and are placed by where they lie; the first is {} of {}",
      "{}：{} 个单元写明的社区不在社区图层中，按所在位置归属；首个为 {}，写明的社区为 {}"
    ),
    (
      "{}: {} units lie apart from the community they state; the first is {} of {}",
      "{}：{} 个单元远离其写明的社区；首个为 {}，写明的社区为 {}"
    ),
    ("{}; it has no households and is left out", "{}；没有住户，不予采用"),
    ("{}; it gets no grid", "{}；不设网格"),
    ("{}; it is left out", "{}；不予采用"),
    ("it has no geometry. {}", "没有几何。{}"),
    ("it has no geometry", "没有几何"),
    ("it has no polygon", "没有面"),
    ("its geometry is empty", "几何为空"),
    ("its geometry is not stored as bytes", "几何不是以字节存储的"),
    ("its geometry cannot be read: {}", "几何无法读取：{}"),
    ("its well-known text cannot be read: {}", "WKT 文本无法读取：{}"),
    ("its coordinates are empty", "坐标为空"),
    ("{} are not two coordinates", "{} 不是一对坐标"),
    ("its polygon text holds no point", "多边形文本中没有点"),
    ("its polygon text holds \"{}\" where a number was expected", "多边形文本中应为数字之处是“{}”"),
    (
      "its polygon text holds {} numbers, an odd count; it may be cut off at {} bytes",
      "多边形文本含 {} 个数字，为奇数，可能在 {} 字节处被截断"
    ),
    ("its polygon text is broken at byte {}: {}", "多边形文本在第 {} 字节处损坏：{}"),
    ("its {} is empty", "{} 为空"),
    ("\"{}\" is not a geometry type of GeoJSON", "“{}”不是 GeoJSON 的几何类型"),
    ("it calls itself a {}, but its coordinates are nested {} deep instead of {}", "声明为 {}，坐标却嵌套 {} 层，应为 {} 层"),
    ("{} of its rings did not end where they start; closed on reading", "{} 个环首尾不相接，读取时已闭合"),
    ("{} ring does not end where it starts; closed on reading", "{} 个环首尾不相接，读取时已闭合"),
    ("{} rings do not end where they start; closed on reading", "{} 个环首尾不相接，读取时已闭合"),
    ("latitude {} is impossible; latitude and longitude look swapped", "纬度 {} 不可能，经纬度似乎颠倒"),
    ("coordinates up to ({}) are not degrees of longitude and latitude", "坐标最大为（{}），不是经纬度"),
    ("line {} has {} cells, the header {}", "第 {} 行有 {} 个单元格，表头有 {} 个"),
    (
      "the table does not say its datum; its longitudes and latitudes are taken for WGS 84", "表格没有说明坐标基准，经纬度按 WGS 84 处理"
    ),
    ("the table does not say its reference system", "表格没有说明坐标系"),
    ("{} in all, of which the first {} are listed", "同类问题 {}，只列出前 {} 个"),
    ("Draw it, or leave it out of the file.", "请补画，或从文件中删除。"),
    ("Draw it again, or delete the row.", "请重画，或删除该行。"),
    ("Correct the feature where it was made.", "请在原软件中更正该要素。"),
    ("Correct the record.", "请更正该记录。"),
    ("Fill them in, or locate it by its address.", "请补填，或按地址定位。"),
    ("Quote cells that hold the delimiter.", "含分隔符的单元格须加引号。"),
    ("Repeat the first position of a ring as its last.", "环的最后一点须与第一点相同。"),
    ("Repair the layer in QGIS, or draw the feature again.", "请在 QGIS 中修复图层，或重画该要素。"),
    ("Write longitude first, or name the columns.", "请先写经度后写纬度，或为列命名。"),
    (
      "Declare the layer's reference system if it is projected, for example `crs: EPSG:4546`; otherwise correct the feature.",
      "如为投影坐标，请声明坐标系，例如 `crs: EPSG:4546`；否则请更正该要素。"
    ),
    (
      "Declare it (`crs: GCJ-02` or `crs: BD-09` for points from Chinese web maps, which lie 200 to 1,200 m off).",
      "请声明（取自国内网络地图的点应写 `crs: GCJ-02` 或 `crs: BD-09`，否则偏差可达 200 至 1,200 米）。"
    ),
    ("Declare it, for example `crs: EPSG:4546`.", "请声明，例如 `crs: EPSG:4546`。"),
  ]

  /// What geometries and reference systems refuse.
  private static let geometries: [(en: String, zh: String)] = [
    ("{} points where at least {} are needed", "有 {} 个点，至少需要 {} 个"),
    ("the point at position {} is not a number a map can hold", "第 {} 个点的坐标不是地图可用的数字"),
    ("a ring starts at {} and ends at {} instead of where it started", "环起于 {}，止于 {}，没有闭合"),
    ("not {} this toolkit can read: {}", "不是可读的 {}：{}"), ("{} expected at byte {}", "应有 {}，在第 {} 字节处"),
    ("two numbers", "两个数字"), ("a number", "数字"), ("collections nested too deep at byte {}", "几何集合嵌套过深，在第 {} 字节处"),
    ("geometry type {} is not one this toolkit reads at byte {}", "不支持几何类型 {}，在第 {} 字节处"),
    ("a coordinate is not a number", "坐标不是数字"), ("a position has only one number", "坐标点只有一个数字"),
    ("its {} has no coordinates", "{} 没有坐标"),
    ("Hole lies outside shell", "孔洞位于外环之外"), ("Self-intersection", "自相交"), ("Ring Self-intersection", "环自相交"),
    ("GEOS refused ({}): {}", "GEOS 拒绝（{}）：{}"),
    ("PROJ refused ({}): {}", "PROJ 拒绝（{}）：{}"),
    ("no reference system is known by '{}'", "未知的坐标系“{}”"),
    (
      "from {} to {} only a null operation is known: it ignores the datum and can move the map by over 100 m",
      "从 {} 到 {} 只有忽略基准的空操作，位置误差可超过 100 米"
    ),
    ("ends at byte {}, too early", "在第 {} 字节处过早结束"),
    ("geometry type {} is not one this toolkit reads", "不支持几何类型 {}"),
    ("{} bytes left over", "多出 {} 字节"),
    ("{} parts announced with {} bytes left", "声明有 {} 个部分，只剩 {} 字节"),
  ]

  /// What the ground and its map tell.
  private static let ground: [(en: String, zh: String)] = [
    ("an overlap of {} between {}, {}, given to {}.", "重叠，宽 {}，位于 {} 之间，面积 {}，划归 {}。"),
    ("a gap of {} beside community {}, {}, given to {}.", "缝隙，宽 {}，在社区 {} 旁，面积 {}，划归 {}。"),
    ("a gap of {} beside unit {}, {}, given to {}.", "缝隙，宽 {}，在单元 {} 旁，面积 {}，划归 {}。"),
    ("A gap of {} between {} belongs to no community.", "{} 宽的缝隙，位于 {} 之间，不属于任何社区。"),
    ("A gap of {} between {} belongs to no unit.", "{} 宽的缝隙，位于 {} 之间，不属于任何单元。"),
    ("{} of {} compounds hold no household and are not kept whole.", "{} 个（共 {} 个）小区没有住户，不保持完整。"),
    (
      "Compound {} lies {} outside community {}, which has most of it and all of its {} households.",
      "小区 {} 有 {} 位于社区 {} 之外；该社区拥有其大部分和全部 {} 户。"
    ),
    (
      "Unit {} states no known community and lies in none; its {} households are left out.",
      "单元 {} 没有写明已知社区，也不在任何社区内；其 {} 户未计入。"
    ),
    ("Site {} lies outside every community and gets no grid.", "场所 {} 位于所有社区之外，不设网格。"),
    ("Site {} has no ground of its own: other sites or units keep it.", "场所 {} 没有自己的地块，已被其他场所或单元占用。"),
    ("Site {} is clipped to community {}, which has most of it.", "场所 {} 按社区 {} 裁切，该社区拥有其大部分。"),
    (
      "{} households of places lie in units that have a count of their own; both are added.",
      "{} 户的住户点位于自带户数的单元内，两者都计入。"
    ),
    ("Place {} with {} households lies in no community.", "住户点 {}（{} 户）不在任何社区内。"),
    ("{} more places with {} households lie in no community.", "另有 {} 个住户点（{} 户）不在任何社区内。"),
    ("Atom {} holds {} households, more than {}: {}.", "地块 {} 有 {} 户，超过 {} 户：{}。"),
    ("compound {} stands in it whole", "小区 {} 整体在内"),
    ("it holds one place", "其中只有一处住户点"),
    (
      "{}: {} makes lengths {} % longer than they are on this ground; `crs: auto` would suit it",
      "{}：{} 在该区域使长度变化 {} %；建议写 `crs: auto`"
    ),
    ("{}; repaired, area changed by {} m²", "{}；已修复，面积变化 {} 平方米"),
    ("the input spans {} m, more than the {} m this precision grid can hold", "数据跨度 {} 米，超过精度格网可容纳的 {} 米"),
    ("the input has {} vertices, more than 32-bit indices can name", "数据有 {} 个顶点，超过上限"),
    ("two lines cross or overlap without a common vertex near {}", "两条线在 {} 附近相交或重叠，却没有公共顶点"),
    ("line {} has a coordinate that is not a number", "第 {} 条线含有不是数字的坐标"),
  ]

  /// What files and the system say.
  private static let files: [(en: String, zh: String)] = [
    ("it is a folder", "它是一个目录"), ("it is a pipe or a device", "它是管道或设备"), ("{} is no folder", "{} 不是目录"),
    ("it names no file", "没有给出文件名"), ("it names no folder", "没有给出目录名"),
    ("another program is putting files there", "另一程序正在向该目录写入文件"),
    (
      "it says that the files beside it are incomplete, and not how to complete them; move it away",
      "它表示旁边的文件不完整，但没有写明如何补全；请将其移走"
    ),
    ("its symbolic links lead round in a circle", "符号链接循环"), ("it cannot be locked: {}", "无法加锁：{}"),
    ("no such file or directory: {}", "目录 {} 不存在"), ("No such file or directory", "文件或目录不存在"),
    ("No space left on device", "磁盘已满"), ("the disk is full ({})", "磁盘已满（{}）"), ("Permission denied", "没有权限"),
    ("permission denied or folder not writable ({})", "没有权限或目录不可写（{}）"), ("Read-only file system", "只读文件系统"),
    ("Not a directory", "路径中有一段不是目录"), ("File name too long", "文件名过长"), ("File exists", "同名文件已存在"),
    ("the file is empty", "文件是空的"), ("the file ends in the middle", "文件中途截断"),
    ("It is cut short: copy or export it again.", "文件不完整，请重新复制或导出。"),
    ("Export the file again, or correct it there.", "请重新导出，或在该处更正。"), ("Check that it is the right file.", "请确认文件正确。"),
    ("the quotation mark that opens here is never closed", "此处的引号没有闭合"),
    ("The file is cut short, or a quotation mark inside a field is not doubled.", "文件不完整，或字段内的引号没有双写。"),
    ("values nest deeper than {}", "嵌套超过 {} 层"), ("geometry collections nest deeper than {}", "几何集合嵌套超过 {} 层"),
    ("coordinates nest deeper than {}", "坐标嵌套超过 {} 层"),
    ("this is JSON, but no GeoJSON: its type is \"{}\"", "这是 JSON 而不是 GeoJSON：type 为“{}”"),
    ("this is JSON, but no GeoJSON: it has no \"type\"", "这是 JSON 而不是 GeoJSON：没有 type"),
    ("the FeatureCollection has no \"features\"", "FeatureCollection 没有 features"),
    ("there is more after its end", "结尾之后还有内容"),
    ("{} stands where {} was expected", "{} 出现在应为 {} 之处"),
    ("\"{}\" is not a JSON value", "“{}”不是 JSON 值"), ("\"{}\" is not a number", "“{}”不是数字"),
    ("this is not a GeoPackage: the file does not start as one", "这不是 GeoPackage：文件开头不符"),
    (
      "this is an SQLite database but no GeoPackage: there is no table gpkg_contents",
      "这是 SQLite 数据库，但不是 GeoPackage：没有 gpkg_contents 表"
    ),
    ("Check the file; a format other than GeoPackage needs its own extension in the name.", "请检查文件；其他格式须使用各自的扩展名。"),
    ("the GeoPackage cannot be read on: {}", "GeoPackage 无法继续读取：{}"),
    (
      "The file may be cut short or damaged: copy it again, or rescue it with `sqlite3 FILE .recover`.",
      "文件可能不完整或已损坏：请重新复制，或用 `sqlite3 文件 .recover` 抢救。"
    ),
    ("the text is neither UTF-8 nor GB18030", "文字既不是 UTF-8 也不是 GB18030"),
    ("the text is UTF-16", "文字为 UTF-16 编码"),
    ("Save it as UTF-8.", "请另存为 UTF-8。"),
    ("the text is declared to be {} and is not", "声明为 {}，实际不是"),
    ("the text is declared to be {} and is UTF-8", "声明为 {}，实际为 UTF-8"),
    ("the name of column {} is not {}", "第 {} 列的列名不是 {} 文字"),
  ]

  /// What drawing a sheet refuses.
  private static let maps: [(en: String, zh: String)] = [
    ("The map sheet \"{}\" has an extent without area.", "图幅“{}”的范围没有面积。"),
    ("There is no font on this machine, so nothing can be lettered.", "本机没有任何字体，无法注记。"),
    (
      "Install a font with Chinese characters, such as the package fonts-noto-cjk, and fontconfig.",
      "请安装 fontconfig 和含中文的字体，例如 fonts-noto-cjk。"
    ),
    ("A sheet of {} mm cannot be drawn: {}.", "无法绘制 {} 毫米的图幅：{}。"),
    ("Choose a standard size such as A3, or a lower resolution.", "请选用 A3 等标准图幅，或降低分辨率。"),
    ("Give an extent that holds the ground to be shown, in metres.", "请给出包含所示区域的范围，以米为单位。"),
    ("Drawing failed in {}: {}.", "绘图在 {} 中失败：{}。"),
    ("Draw at a lower resolution, or report this as a fault of Gridwright.", "请降低分辨率，或作为 Gridwright 的错误报告。"),
    (
      "{} characters on the sheet \"{}\" are in no installed font and show as boxes. Install a font that has them, such as the package fonts-noto-cjk.",
      "有 {} 个字符在图幅“{}”上没有字体可用，显示为方框。请安装含有这些字符的字体，例如 fonts-noto-cjk。"
    ),
    ("The legend of \"{}\" has room for {} of its {} rows.", "图幅“{}”的图例只容得下 {} 行（共 {} 行）。"),
    ("The map of \"{}\" has no room for the names: {}.", "图幅“{}”的地图上放不下这些名称：{}。"),
  ]
}

public import ArgumentParser
import Foundation
import GridCases
public import GridLayers
import GridPlans
import GridVisits

extension TextEncoding: ExpressibleByArgument {
  /// A usual name such as UTF-8 or GBK.
  public init?(argument: String) { self.init(named: argument) }
}

struct CasesImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: words(
      "Take a file of cases into a plan: checked row by row, each located to its leaf grid.", "将案件文件导入方案：逐行检查，并定位到末级网格。"),
    discussion: words(
      """
      CSV (UTF-8 or GBK), GeoJSON and other layers with a row for each case, or Open311 GeoReport v2 in JSON or XML. Good \
      rows go in, all or none; bad ones are listed by line. The same file twice is the same as once. Cases without \
      coordinates are kept and counted. A class that the rules do not know becomes a class of its own, without a limit, \
      unless --classes says which there are.
      """,
      """
      支持 CSV（UTF-8 或 GBK）、GeoJSON 及其他每案一行的图层，以及 Open311 GeoReport v2 的 JSON 或 XML。正确的行一次性全部写入，错误的行按行号列出。\
      同一文件重复导入与导入一次相同。没有坐标的案件保留并计数。规则中没有的类别按原文成为独立类别（无时限），除非用 --classes 限定。
      """))

  @Argument(help: help("The plan file.", "方案文件。"))
  var plan: String

  @Argument(help: help("The file of cases, FILE or FILE#LAYER.", "案件文件，文件名或 文件名#图层。"))
  var input: String

  @Option(help: help("Which columns mean what: id=…,class=…,created=…,closed=…,lat=…,lon=…,area=…,address=…,status=….", "各列含义：id=…,class=…,created=…,closed=…,lat=…,lon=…,area=…,address=…,status=…。"))
  var fields: String?

  @Option(help: help("The system that the cases come from; part of their ids.", "案件来源系统的名称，成为案件编号的一部分。"))
  var source = ""

  @Option(help: help("layer or open311. Default: .xml, and .json that is no GeoJSON, are Open311.", "layer 或 open311。默认：.xml 及非 GeoJSON 的 .json 视为 Open311。"))
  var format: CaseFormat?

  @Option(help: help("Of dates that end in the year: dmy or mdy. Default: the only one that all dates of the file allow.", "年份在后的日期的日月次序：dmy 或 mdy。默认为文件中所有日期都允许的唯一次序。"))
  var dateOrder: CivilDate.Order?

  @Option(help: help("What bare numbers count since 1970: seconds or milliseconds.", "纯数字自 1970 年起的单位：seconds 或 milliseconds。"))
  var epoch: InstantReader.Epoch?

  @Option(help: help("What the coordinates are in: WGS84, GCJ-02, BD-09, EPSG:…. Default: the file's own.", "坐标所用坐标系：WGS84、GCJ-02、BD-09、EPSG:…。默认按文件自述。"))
  var datum: String?

  @Option(help: help("utf8 or gbk. Default: found from the file.", "utf8 或 gbk。默认自动识别。"))
  var encoding: TextEncoding?

  @Option(help: help("A table text,class of the source's words and classes; others are then refused.", "来源用词与类别的对照表（text,class）；表中没有的将被拒绝。"))
  var classes: String?

  @Option(help: help("Columns of who reported a case, to be sealed: name=…,phone=…,email=…,address=…,account=…; of Open311 elements, as name=first_name+last_name. Default: nobody is kept.", "上报人所在的列（将被封存）：name=…,phone=…,email=…,address=…,account=…；Open311 写元素名，如 name=first_name+last_name。默认不保存。"))
  var reporters: String?

  @Option(help: help("The file with the key that seals reporters.", "封存上报人所用的密钥文件。"))
  var key: String?

  @Option(parsing: .unconditional, help: help("For how many days from its submission the reporter of a case is kept.", "上报人自上报之日起的保存天数。"))
  var keepDays: Int?

  @Option(help: help("A CSV file for every row that was refused, differs or lies elsewhere, with the reason.", "CSV 文件，逐行列出被拒绝、有冲突或位置不符的记录及原因。"))
  var out: String?

  @Flag(help: help("Say which of WGS 84, GCJ-02 and BD-09 puts most points inside their stated area, and import nothing.", "判断 WGS 84、GCJ-02、BD-09 中哪个使最多的点落入其写明的区域，不导入。"))
  var diagnoseDatum = false

  @Flag(help: help("Say what would be done and leave the plan as it is.", "只说明将要做什么，不改动方案。"))
  var dryRun = false

  @OptionGroup var arguments: CaseArguments
  @OptionGroup var waiting: WaitingArguments
  @OptionGroup var common: CommonOptions

  func validate() throws {
    let given = [reporters != nil, key != nil, keepDays != nil]
    if given.contains(true), given.contains(false) {
      throw ValidationError(words("--reporters, --key and --keep-days go together", "--reporters、--key 和 --keep-days 须同时给出"))
    }
  }

  func run() throws {
    let console = common.console
    try console.run(wait: waiting.duration) { control in
      let request = try self.request(console.language)
      if diagnoseDatum {
        let diagnosis = try GridPlans.diagnoseDatum(of: request, in: plan, control: control)
        return try common.deliver(diagnosis, isClean: true) { [diagnosis.text(in: $0)] }
      }
      let summary = try importCases(into: plan, request, control: control)
      return try common.deliver(summary, isClean: summary.isClean, isAnswer: false) { [summary.text(in: $0)] }
    }
  }

  private func request(_ language: Language) throws -> CaseImportRequest {
    let moment = arguments.moment
    var request = CaseImportRequest(input, asOf: try moment.instant(try arguments.settings(of: plan).clock))
    request.source = source
    request.fields = try fields.map { try CaseFields($0) } ?? .unstated
    request.format = format
    request.zone = try moment.timeZone.map { try CaseClock.zone(named: $0) }
    request.dateOrder = dateOrder
    request.epoch = epoch
    request.datum = datum
    request.encoding = encoding
    request.classes = classes
    if let reporters, let key, let keepDays {
      request.reporters = ReporterRequest(fields: try ReporterFields(reporters), keyFile: key, keepDays: keepDays)
    }
    request.rules = arguments.rules
    request.output = out
    request.isDryRun = dryRun
    request.language = language
    return request
  }
}

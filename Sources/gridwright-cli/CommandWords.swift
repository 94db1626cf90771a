import ArgumentParser
import Foundation
import GridPlans

extension Language {
  /// The language of the words about the command line itself, which are needed before it is parsed: what `--lang` asks for,
  /// else the environment's.
  static let ofCommandLine: Language = {
    let arguments = CommandLine.arguments
    for (index, argument) in arguments.enumerated() {
      if argument.hasPrefix("--lang=") { return Language(rawValue: String(argument.dropFirst(7))) ?? .ofEnvironment }
      if argument == "--lang", index + 1 < arguments.count {
        return Language(rawValue: arguments[index + 1]) ?? .ofEnvironment
      }
    }
    return .ofEnvironment
  }()
}

/// Words about the command line, in its language.
func words(_ en: String, _ zh: String) -> String { BilingualText(en: en, zh: zh)(in: .ofCommandLine) }

/// The same for the help of one option.
func help(_ en: String, _ zh: String) -> ArgumentHelp { ArgumentHelp(words(en, zh)) }

/// What the argument parser says in English, put into Chinese: headings, and the faults it finds by itself.
enum ParserWords {
  private static let headings = [
    ("OVERVIEW: ", "概述："), ("USAGE: ", "用法："), ("ARGUMENTS:", "参数："), ("OPTIONS:", "选项："), ("SUBCOMMANDS:", "子命令："),
    ("Error: ", "错误："), ("Usage: ", "用法："), ("Help:  ", "说明："),
  ]

  /// Patterns of whole lines or parts of them, in this order; `$1` is what the first brackets held.
  private static let sentences: [(pattern: String, words: String)] = [
    (#"Missing expected argument '(.+?)'"#, "缺少参数 '$1'"),
    (#"Missing value for '(.+?)'"#, "'$1' 缺少取值"),
    (#"Unknown option '(.+?)'\. Did you mean '(.+?)'\?"#, "未知选项 '$1'。是否应为 '$2'？"),
    (#"Unknown option '(.+?)'"#, "未知选项 '$1'"),
    (#"(\d+) unexpected arguments: (.+)"#, "多余的参数：$2"),
    (#"Unexpected argument '(.+?)'"#, "多余的参数 '$1'"),
    (#"Unexpected subcommand '(.+?)'"#, "未知的子命令 '$1'"),
    (#"The value '(.*?)' is invalid for '(.+?)'\.? ?"#, "'$2' 的取值 '$1' 无效。"),
    (#"The flag '(.+?)' doesn't take a value"#, "'$1' 不带取值"),
    (#"Please provide one of (.+?)\."#, "请使用 $1 之一。"),
    (#"Please provide one of the following:"#, "请使用以下之一："),
    (#"See '(.+?)' for more information\."#, "详见 '$1'。"),
    (#"See '(.+?)' for detailed help\."#, "详细说明请运行 '$1'。"),
    (#"\(values:\s+([^();]+);\s+default:\s+([^()]+)\)"#, "（可取：$1；默认：$2）"),
    (#"\(values:\s+([^()]+)\)"#, "（可取：$1）"),
    (#"\(default:\s+([^()]+)\)"#, "（默认：$1）"),
    (#"Show the version\."#, "显示版本。"),
    (#"Show help information\."#, "显示帮助。"),
    (#"Show subcommand help information\."#, "显示子命令的帮助。"),
  ]

  /// A message of the parser in Chinese. Our own words in it are Chinese already.
  static func inChinese(_ message: String) -> String {
    var text = message.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      guard let (en, zh) = headings.first(where: { line.hasPrefix($0.0) }) else { return String(line) }
      return zh + line.dropFirst(en.count)
    }.joined(separator: "\n")
    for (pattern, words) in sentences {
      text = text.replacingOccurrences(of: pattern, with: words, options: .regularExpression)
    }
    return text
  }
}

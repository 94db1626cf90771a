/// A name in Chinese characters and in Latin letters.
struct SampleName: Hashable {
  var zh: String
  var en: String
}

/// Names put together from neutral syllables of plants, stones and waters. Any likeness to a real place is chance.
struct SampleNames {
  private static let firsts: [(String, String)] = [
    ("云", "Yun"), ("禾", "He"), ("松", "Song"), ("竹", "Zhu"), ("石", "Shi"), ("柳", "Liu"), ("青", "Qing"), ("白", "Bai"),
    ("沙", "Sha"), ("麦", "Mai"), ("桑", "Sang"), ("杏", "Xing"), ("梅", "Mei"), ("兰", "Lan"), ("荷", "Hee"), ("枫", "Feng"),
    ("桐", "Tong"), ("榆", "Yu"), ("槐", "Huai"), ("芦", "Lu"), ("苇", "Wei"), ("莲", "Lian"), ("橘", "Ju"), ("枣", "Zao"),
    ("粟", "Su"), ("稻", "Dao"), ("椿", "Chun"), ("樟", "Zhang"), ("菱", "Lin"), ("霞", "Xia"), ("岚", "Laan"), ("露", "Luu"),
  ]
  private static let seconds: [(String, String)] = [
    ("溪", "xi"), ("塘", "tang"), ("坡", "po"), ("岭", "ling"), ("湾", "wan"), ("滩", "tan"), ("井", "jing"), ("坪", "ping"),
    ("洲", "zhou"), ("埠", "bu"), ("畈", "fan"), ("垣", "yuan"), ("庄", "zhuang"), ("店", "dian"), ("渡", "du"), ("泉", "quan"),
    ("田", "tian"), ("园", "yuen"), ("川", "chuan"), ("冲", "chong"), ("坝", "ba"), ("墩", "dun"), ("浦", "pu"), ("涧", "jian"),
  ]
  private static let prefixes: [(String, String)] = [
    ("", ""), ("东", "East "), ("西", "West "), ("南", "South "), ("北", "North "), ("上", "Upper "), ("下", "Lower "),
    ("大", "Great "), ("小", "Little "), ("新", "New "), ("前", "Fore "), ("后", "Hind "), ("中", "Middle "), ("长", "Long "),
  ]

  private var order: [Int]
  private var taken = 0

  init(using random: inout SampleRandom) {
    order = Array(0..<(Self.firsts.count * Self.seconds.count))
    for index in stride(from: order.count - 1, to: 0, by: -1) { order.swapAt(index, random.index(index + 1)) }
  }

  /// The next name: unique among the first ten thousand asked for.
  mutating func next() -> SampleName {
    let round = (taken / order.count) % Self.prefixes.count
    let pick = order[taken % order.count]
    taken += 1
    let first = Self.firsts[pick / Self.seconds.count]
    let second = Self.seconds[pick % Self.seconds.count]
    let prefix = Self.prefixes[round]
    return SampleName(zh: prefix.0 + first.0 + second.0, en: prefix.1 + first.1 + second.1)
  }
}

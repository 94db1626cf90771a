import Foundation
import GridLayers

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Requests in the XML of GeoReport v2: `service_requests` with a `request` each. External entities are not followed.
enum Open311XML {
  /// - Parameter names: Of the elements that mean something.
  static func requests(in data: Data, _ names: Set<String>, path: String) throws(PlanError) -> [Open311Feed.Request] {
    let parser = XMLParser(data: data)
    parser.shouldResolveExternalEntities = false
    let collector = Collector(names)
    parser.delegate = collector
    // A text that ends early is no error to every parser.
    guard parser.parse(), collector.isWhole else {
      let line = parser.lineNumber
      throw Open311Feed.malformed(
        path, line: line > 0 ? line : nil, BilingualText(en: "the XML is broken or cut short", zh: "XML 有错误或不完整"))
    }
    guard collector.root == "service_requests" else {
      throw Open311Feed.malformed(
        path,
        BilingualText(
          en: "its root is `\(collector.root.shortened)`, not `service_requests`",
          zh: "根元素是 `\(collector.root.shortened)`，应为 `service_requests`"))
    }
    return collector.requests
  }

  /// Takes the texts of the elements that mean something, request by request.
  private final class Collector: NSObject, XMLParserDelegate {
    private let names: Set<String>
    private(set) var requests: [Open311Feed.Request] = []
    private(set) var root = ""
    private var depth = 0
    /// Whether every element was closed.
    var isWhole: Bool { depth == 0 && !root.isEmpty }
    private var name: String?
    private var text = ""

    init(_ names: Set<String>) { self.names = names }

    func parser(
      _ parser: XMLParser, didStartElement elementName: String, namespaceURI: String?, qualifiedName qName: String?,
      attributes attributeDict: [String: String]
    ) {
      depth += 1
      switch depth {
      case 1: root = elementName
      case 2: requests.append(([:], parser.lineNumber, nil))
      case 3:
        name = names.contains(elementName) ? elementName : nil
        text = ""
      default: name = nil
      }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
      if name != nil { text += string }
    }

    func parser(_ parser: XMLParser, foundCDATA CDATABlock: Data) {
      if name != nil { text += String(decoding: CDATABlock, as: UTF8.self) }
    }

    func parser(
      _ parser: XMLParser, didEndElement elementName: String, namespaceURI: String?, qualifiedName qName: String?
    ) {
      if depth == 3, let name { requests[requests.count - 1].values[name] = text }
      if depth <= 3 { name = nil }
      depth -= 1
    }
  }
}

import GridPartitioning

/// Reads the JSON of networkx: nodes with their attributes, and either a row of neighbours per node (`adjacency`) or a
/// list of edges (`links`, in newer versions `edges`). Keys may come in any order.
struct JSONGraphReader {
  var cursor: JSONCursor
  let reading: GraphReading
  /// The attribute that lengths come from, settled at the first edge.
  var lengthField: String?
  var hasChosenLength = false

  init(path: String, bytes: [UInt8], reading: GraphReading) {
    cursor = JSONCursor(path: path, bytes: bytes)
    self.reading = reading
  }

  private static let sections = ["nodes", "adjacency", "links", "edges", "directed"].map { Array($0.utf8) }

  mutating func read() throws(GraphError) -> GraphFile {
    guard try cursor.peek() == UInt8(ascii: "{") else { throw .notAGraph(path: cursor.path, keys: []) }
    let start = cursor.position
    var nodes: (table: AtomTable, names: AtomNames)?
    var edges: EdgeTable?
    // Where edges stand that came before the nodes they join.
    var later: (position: Int, section: Int)?
    try cursor.expect(UInt8(ascii: "{"))
    var isFirst = true
    while try cursor.hasNext(before: UInt8(ascii: "}"), isFirst: &isFirst) {
      switch try cursor.key(among: Self.sections) {
      case 0: nodes = try readNodes()
      case let section where section == 1 || ((section == 2 || section == 3) && edges == nil):
        if let names = nodes?.names {
          edges = section == 1 ? try readAdjacency(names) : try readLinks(names)
        } else {
          _ = try cursor.peek()
          later = (cursor.position, section)
          try cursor.skip()
        }
      case 4:
        guard case .word(let word) = try cursor.scalar(), cursor.text(word) == "false" else {
          throw .directed(path: cursor.path)
        }
      default: try cursor.skip()
      }
    }
    try cursor.requireEnd()
    if edges == nil, let later, let names = nodes?.names {
      cursor.position = later.position
      edges = later.section == 1 ? try readAdjacency(names) : try readLinks(names)
    }
    guard let nodes, let edges else {
      cursor.position = start
      throw .notAGraph(path: cursor.path, keys: try cursor.keys())
    }
    return try GraphFile(
      path: cursor.path, atoms: nodes.table, edges: edges, names: nodes.names, objective: reading.objective)
  }
}

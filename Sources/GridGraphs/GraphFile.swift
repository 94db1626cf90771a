public import GridPartitioning

/// What a cut border costs.
public enum CutObjective: String, CaseIterable, Hashable, Sendable {
  /// 1 each: the measure of districting benchmarks.
  case cutEdges = "cut-edges"
  /// The length of the shared line.
  case cutLength = "cut-length"
}

/// Which attributes of a file mean what.
public struct GraphReading: Hashable, Sendable {
  /// The weight of nodes; `nil` takes the first of ``weightFields`` that the first node has. METIS files have no names.
  public var weight: String?
  /// The length of edges; `nil` takes the first of ``lengthFields`` that the first edge has, and 0 where an edge lacks it.
  public var length: String?
  public var objective: CutObjective

  /// Attributes by name; `nil` finds them by the usual names.
  public init(weight: String? = nil, length: String? = nil, objective: CutObjective = .cutEdges) {
    self.weight = weight
    self.length = length
    self.objective = objective
  }

  /// The names a weight is looked for under, in this order.
  public static let weightFields = ["TOTPOP", "households", "population", "weight"]
  /// The names a length is looked for under, in this order.
  public static let lengthFields = ["shared_perim", "length"]
}

/// A graph from a file, with the ids its atoms have there.
///
/// Read are the adjacency and node-link JSON of networkx, the first also written by GerryChain, and the graph files of
/// METIS with at most one weight per node. Whole graphs of a million atoms are meant: nothing is decoded twice.
///
/// - SeeAlso: networkx `json_graph.adjacency_data`, `node_link_data`; the METIS 5 manual, "Graph file".
public struct GraphFile: Hashable, Sendable {
  public let path: String
  /// Borders cost what the objective says; lengths are in the unit of the file, 0 where it has none.
  public let graph: AtomGraph
  public let names: AtomNames
  /// The attribute that weights were taken from; `nil` where every atom weighs 1 because the METIS file says nothing.
  public let weightField: String?
  /// The attribute that lengths were taken from; `nil` where there are none.
  public let lengthField: String?
  /// Edges without the attribute that lengths were guessed from, taken as 0.
  public let edgesWithoutLength: Int

  /// Reads a graph; the first byte tells JSON from METIS.
  ///
  /// - Throws: ``GraphError`` at the first fault.
  /// - Complexity: O(bytes).
  public init(contentsOf path: String, reading: GraphReading = GraphReading()) throws(GraphError) {
    let bytes = try TextFile.read(path)
    let first = bytes.first { !JSONCursor.isSpace($0) }
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
      var reader = JSONGraphReader(path: path, bytes: bytes, reading: reading)
      self = try reader.read()
    } else {
      if reading.weight != nil { throw .noAttributes(path: path, option: "--weight") }
      if reading.length != nil { throw .noAttributes(path: path, option: "--length") }
      var reader = METISReader(path: path, bytes: bytes, objective: reading.objective)
      self = try reader.read()
    }
  }

  init(
    path: String, atoms: AtomTable, edges: EdgeTable, names: AtomNames, objective: CutObjective
  ) throws(GraphError) {
    let borders = edges.borders(objective)
    guard borders.reduce(0, { $0 + $1.length }).isFinite else {
      throw .lengthsTooLarge(path: path, field: edges.field ?? "")
    }
    do throws(PartitionError) {
      graph = try AtomGraph(weights: atoms.weights, borders: borders, positions: atoms.positions)
    } catch {
      throw .request(error)
    }
    self.path = path
    self.names = names
    weightField = atoms.field
    lengthField = edges.field
    edgesWithoutLength = edges.withoutLength
  }
}

/// What a reader knows of the atoms.
struct AtomTable {
  var weights: [Int]
  /// One per atom, or empty.
  var positions: [SIMD2<Double>]
  var field: String?
}

public import GridPartitioning

/// Why a graph or a table of its atoms was not read, divided or written. Atoms are named by their ids in the file.
public enum GraphError: Error, Hashable, Sendable {
  case missingFile(path: String)
  case unreadable(path: String, ReadFault)
  case cannotWrite(path: String, WriteFault)
  /// Asked to stop before there was a division to return.
  case interrupted
  /// A byte that is not UTF-8.
  case notUTF8(FilePlace)

  // Text that is not what its format says.
  case endsEarly(FilePlace)
  case unexpected(FilePlace, found: String, expected: String)

  // Graphs.
  /// JSON of another shape; its top-level keys.
  case notAGraph(path: String, keys: [String])
  case directed(path: String)
  case noAtoms(path: String)
  case rowCount(path: String, atoms: Int, rows: Int)
  /// An atom without an id, counted from 1, or with one that is neither text nor number.
  case idInvalid(FilePlace, atom: Int)
  case repeatedID(path: String, id: String)
  case noWeightField(path: String, tried: [String], available: [String])
  case missingWeight(FilePlace, atom: String, field: String, available: [String])
  case weightInvalid(FilePlace, atom: String, field: String, value: String, WeightFault)
  case noLengthField(path: String, available: [String])
  case missingLength(FilePlace, atom: String, neighbour: String, field: String, available: [String])
  case lengthInvalid(FilePlace, atom: String, neighbour: String, value: String)
  case unknownNeighbour(FilePlace, atom: String, neighbour: String)
  case selfLoop(path: String, atom: String)
  case repeatedEdge(path: String, atom: String, neighbour: String)
  /// `atom` lists `neighbour`, which does not list it back.
  case oneSidedEdge(path: String, atom: String, neighbour: String)
  /// The lengths of all edges together are more than a number can hold.
  case lengthsTooLarge(path: String, field: String)
  case lengthsDisagree(path: String, atom: String, neighbour: String, there: Double, back: Double)

  // METIS.
  /// An option that names an attribute, which these files do not have.
  case noAttributes(path: String, option: String)
  case headerInvalid(FilePlace, found: String)
  case severalConstraints(FilePlace, count: Int)
  case rowInvalid(FilePlace, atom: Int, RowFault)
  case edgeCount(path: String, declared: Int, found: Int)

  // Tables of atoms.
  case missingColumn(path: String, column: String, available: [String])
  case shortRow(FilePlace, expected: Int, found: Int)
  case unknownID(FilePlace, id: String, nearest: String?)
  case listedTwice(FilePlace, id: String)

  // Requests.
  /// Locks and groups disagree about an atom.
  case lockedTwice(atom: String)
  case bandEmpty(minimum: Int, maximum: Int)
  case noWeight(path: String, field: String)
  case request(PartitionError)

  /// Why a file that is there cannot be read.
  public enum ReadFault: Hashable, Sendable {
    case isFolder
    case noPermission
    case compressed
    case utf16
    /// In the words of the system.
    case system(String)
  }

  /// Why a file cannot be put where it was asked for.
  public enum WriteFault: Hashable, Sendable {
    case isInput
    case notAFile
    case noFolder(String)
    case readOnly(String)
    /// The file is there and protected.
    case protected
    /// In the words of the system.
    case system(String)
  }

  /// What is wrong with a weight.
  public enum WeightFault: Hashable, Sendable {
    case fractional, negative, notANumber, tooLarge
  }

  /// What is wrong with a row of a METIS file.
  public enum RowFault: Hashable, Sendable {
    case notAnInteger(String)
    case tooFewNumbers
    case neighbourWithoutWeight
    case tooManyRows
  }

  /// Whether it is the result that could not be written, rather than the input that is at fault.
  public var isWriteFailure: Bool {
    if case .cannotWrite = self { true } else { false }
  }
}

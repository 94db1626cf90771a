import GridLayers

/// Which columns of a feed mean what: `id=srnumber,class=requesttype,created=createddate,…`.
public struct CaseFields: Hashable, Sendable {
  /// Our names of columns, in the order they are explained.
  public enum Key: String, CaseIterable, Hashable, Sendable {
    case id, `class`, created, closed, status, lat, lon, area, address

    /// Other names that tables usually have, the likeliest first. Coordinates have theirs where layers are read.
    fileprivate var usualNames: [String] {
      switch self {
      case .id: ["编号", "案件编号", "工单编号", "事件编号"]
      case .class: ["类别", "案件类别", "事件类别", "类型", "案件类型"]
      case .created: ["上报时间", "登记时间", "创建时间"]
      case .closed: ["结案时间", "办结时间"]
      case .status, .lat, .lon, .area, .address: []
      }
    }
  }

  private let columns: [Key: String]

  /// Nothing is said; columns are found by our own names where the table has them.
  public static let unstated = CaseFields(columns: [:])

  private init(columns: [Key: String]) { self.columns = columns }

  /// Reads `ours=theirs,…`.
  ///
  /// - Throws: ``PlanError/badInput(_:)`` for a word that is no pair, an unknown or repeated name.
  public init(_ text: String) throws(PlanError) {
    self.init(
      columns: try FieldPairs<Key>(
        text, of: BilingualText(en: "a case", zh: "案件"), example: "id=srnumber,class=requesttype,created=createddate"
      ).columns)
  }

  subscript(key: Key) -> String? { columns[key] }

  /// The column of a meaning: as stated, else the one of our own name or a usual one, where the table has it. An address is
  /// taken only
  /// where it was asked for, and a state only where it was said to be one: the words of most systems are their own.
  ///
  /// - Parameter takesUsualNames: `false`: an unstated column goes by our own name alone.
  /// - Throws: ``PlanError/layer(_:)`` for a stated column that the table lacks.
  func column(
    _ key: Key, in schema: LayerSchema, source: String, takesUsualNames: Bool = true
  ) throws(PlanError) -> String? {
    guard let stated = columns[key] else {
      if key == .address || key == .status { return nil }
      let names = [key.rawValue] + (takesUsualNames ? key.usualNames : [])
      return names.lazy.compactMap { schema.index(of: $0) }.first.map { schema.fields[$0].name }
    }
    do {
      return schema.fields[try schema.requiredIndex(of: stated, source: source)].name
    } catch {
      throw .layer(error)
    }
  }
}

import GRDB

/// What is taken away from a layer while many rows come in, because it would be kept up to date row by row: its indexes, and
/// the triggers that fill its R-tree and count its rows. Triggers of other programs stay, and see every row.
struct BulkLoad {
  /// What puts everything back.
  let statements: [String]
  /// Whether triggers kept the tree, and the count.
  let hasTree: Bool
  let isCounted: Bool

  /// Takes them away; a transaction that is not made gives them back by itself.
  init(_ schema: LayerSchema, in database: Database) throws {
    let tree = "rtree_\(schema.name)_\(schema.geometryColumn)_insert"
    let counter = "trigger_insert_feature_count_\(schema.name)"
    let sql = """
      SELECT type, name, sql FROM sqlite_master WHERE lower(tbl_name) = lower(?) AND sql IS NOT NULL
        AND (type = 'index' OR (type = 'trigger' AND lower(name) IN (lower(?), lower(?)))) ORDER BY rowid
      """
    var statements: [String] = []
    var triggers: Set<String> = []
    for row in try Row.fetchAll(database, sql: sql, arguments: [schema.name, tree, counter]) {
      let (type, name, text): (String, String, String) = (row[0], row[1], row[2])
      try database.execute(sql: "DROP \(type) \(GeoPackageTables.quoted(name))")
      statements.append(text)
      if type == "trigger" { triggers.insert(name.lowercased()) }
    }
    self.statements = statements
    hasTree = schema.hasGeometry && triggers.contains(tree.lowercased())
    isCounted = triggers.contains(counter.lowercased())
  }
}

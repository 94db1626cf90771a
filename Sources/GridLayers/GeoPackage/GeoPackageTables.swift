import GRDB

/// The tables every GeoPackage 1.3 has to have, and those of the extensions written here (OGC 12-128r17).
enum GeoPackageTables {
  /// `GPKG` in ASCII, at byte 68 of the file.
  static let applicationID = 0x4750_4B47

  static let core = """
    CREATE TABLE gpkg_spatial_ref_sys (
      srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
      organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
    CREATE TABLE gpkg_contents (
      table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '',
      last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
      min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
      CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
    CREATE TABLE gpkg_geometry_columns (
      table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL,
      z TINYINT NOT NULL, m TINYINT NOT NULL,
      CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
      CONSTRAINT uk_gc_table_name UNIQUE (table_name),
      CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
      CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
    CREATE TABLE gpkg_extensions (
      table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL, scope TEXT NOT NULL,
      CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
    CREATE TABLE gpkg_ogr_contents (table_name TEXT NOT NULL PRIMARY KEY, feature_count INTEGER DEFAULT NULL);
    """

  static let metadata = """
    CREATE TABLE gpkg_metadata (
      id INTEGER CONSTRAINT m_pk PRIMARY KEY ASC NOT NULL, md_scope TEXT NOT NULL DEFAULT 'dataset',
      md_standard_uri TEXT NOT NULL, mime_type TEXT NOT NULL DEFAULT 'text/xml', metadata TEXT NOT NULL DEFAULT '');
    CREATE TABLE gpkg_metadata_reference (
      reference_scope TEXT NOT NULL, table_name TEXT, column_name TEXT, row_id_value INTEGER,
      timestamp DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
      md_file_id INTEGER NOT NULL, md_parent_id INTEGER,
      CONSTRAINT crmr_mfi_fk FOREIGN KEY (md_file_id) REFERENCES gpkg_metadata(id),
      CONSTRAINT crmr_mpi_fk FOREIGN KEY (md_parent_id) REFERENCES gpkg_metadata(id));
    """

  static let layerStyles = """
    CREATE TABLE layer_styles (
      id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256),
      f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
      useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME);
    """

  static let rtreeDefinition = "http://www.geopackage.org/spec120/#extension_rtree"
  static let metadataDefinition = "http://www.geopackage.org/spec120/#extension_metadata"

  /// A text as an SQL identifier.
  static func quoted(_ name: String) -> String {
    "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }

  /// A text as an SQL literal.
  static func literal(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }

  /// The triggers that keep a layer's R-tree true to its rows, in the set of versions 1.2 and 1.3: insert, update1 to
  /// update4, delete. Created after the bulk load, which fills the tree itself.
  static func rtreeTriggers(table: String, column: String, key: String) -> String {
    let tree = quoted("rtree_\(table)_\(column)")
    let (t, c, i) = (quoted(table), quoted(column), quoted(key))
    func trigger(_ name: String) -> String { quoted("rtree_\(table)_\(column)_\(name)") }
    let isPresent = "(NEW.\(c) NOT NULL AND NOT ST_IsEmpty(NEW.\(c)))"
    let isAbsent = "(NEW.\(c) ISNULL OR ST_IsEmpty(NEW.\(c)))"
    let put =
      "INSERT OR REPLACE INTO \(tree) VALUES (NEW.\(i), "
      + "ST_MinX(NEW.\(c)), ST_MaxX(NEW.\(c)), ST_MinY(NEW.\(c)), ST_MaxY(NEW.\(c)));"
    return """
      CREATE TRIGGER \(trigger("insert")) AFTER INSERT ON \(t) WHEN \(isPresent)
      BEGIN \(put) END;
      CREATE TRIGGER \(trigger("update1")) AFTER UPDATE OF \(c) ON \(t) WHEN OLD.\(i) = NEW.\(i) AND \(isPresent)
      BEGIN \(put) END;
      CREATE TRIGGER \(trigger("update2")) AFTER UPDATE OF \(c) ON \(t) WHEN OLD.\(i) = NEW.\(i) AND \(isAbsent)
      BEGIN DELETE FROM \(tree) WHERE id = OLD.\(i); END;
      CREATE TRIGGER \(trigger("update3")) AFTER UPDATE ON \(t) WHEN OLD.\(i) != NEW.\(i) AND \(isPresent)
      BEGIN DELETE FROM \(tree) WHERE id = OLD.\(i); \(put) END;
      CREATE TRIGGER \(trigger("update4")) AFTER UPDATE ON \(t) WHEN OLD.\(i) != NEW.\(i) AND \(isAbsent)
      BEGIN DELETE FROM \(tree) WHERE id IN (OLD.\(i), NEW.\(i)); END;
      CREATE TRIGGER \(trigger("delete")) AFTER DELETE ON \(t) WHEN OLD.\(c) NOT NULL
      BEGIN DELETE FROM \(tree) WHERE id = OLD.\(i); END;
      """
  }

  /// The triggers by which GDAL and QGIS know a layer's size without counting it.
  static func countTriggers(table: String) -> String {
    let name = literal(table)
    return """
      CREATE TRIGGER \(quoted("trigger_insert_feature_count_\(table)")) AFTER INSERT ON \(quoted(table))
      BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count + 1 WHERE lower(table_name) = lower(\(name)); END;
      CREATE TRIGGER \(quoted("trigger_delete_feature_count_\(table)")) AFTER DELETE ON \(quoted(table))
      BEGIN UPDATE gpkg_ogr_contents SET feature_count = feature_count - 1 WHERE lower(table_name) = lower(\(name)); END;
      """
  }

  /// Removes a layer or table with its R-tree, style and every record of it; nothing happens where there is none.
  static func drop(_ name: String, from database: Database) throws {
    let sql = "SELECT table_name FROM gpkg_contents WHERE lower(table_name) = lower(?)"
    guard let table = try String.fetchOne(database, sql: sql, arguments: [name]) else { return }
    let column = try String.fetchOne(
      database, sql: "SELECT column_name FROM gpkg_geometry_columns WHERE table_name = ?", arguments: [table])
    if let column { try database.execute(sql: "DROP TABLE IF EXISTS \(quoted("rtree_\(table)_\(column)"))") }
    try database.execute(sql: "DROP TABLE IF EXISTS \(quoted(table))")
    let records = [
      ("gpkg_extensions", "table_name"), ("gpkg_geometry_columns", "table_name"), ("gpkg_ogr_contents", "table_name"),
      ("layer_styles", "f_table_name"), ("gpkg_metadata_reference", "table_name"), ("gpkg_contents", "table_name"),
    ]
    for (record, key) in records where try database.tableExists(record) {
      try database.execute(sql: "DELETE FROM \(record) WHERE \(key) = ?", arguments: [table])
    }
  }
}

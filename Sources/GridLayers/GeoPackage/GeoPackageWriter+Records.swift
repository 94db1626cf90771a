import GRDB

/// Records beside the layers: styles, metadata, provenance.
extension GeoPackageWriter {
  /// Adds a document about the whole file, or about one layer.
  ///
  /// - Parameters:
  ///   - standardURI: What the document follows, such as `http://www.isotc211.org/2005/gmd`.
  public func addMetadata(
    _ document: String, mimeType: String = "text/plain",
    standardURI: String = "https://www.ogc.org/standard/geopackage",
    layer: String? = nil
  ) throws(LayerError) {
    try write { database in
      if try !database.tableExists("gpkg_metadata") {
        try database.execute(sql: GeoPackageTables.metadata)
        for table in ["gpkg_metadata", "gpkg_metadata_reference"] {
          try database.execute(
            sql: "INSERT INTO gpkg_extensions VALUES (?, NULL, 'gpkg_metadata', ?, 'read-write')",
            arguments: [table, GeoPackageTables.metadataDefinition])
        }
      }
      try database.execute(
        sql: "INSERT INTO gpkg_metadata (md_scope, md_standard_uri, mime_type, metadata) VALUES ('dataset', ?, ?, ?)",
        arguments: [standardURI, mimeType, document])
      try database.execute(
        sql: "INSERT INTO gpkg_metadata_reference VALUES (?, ?, NULL, NULL, ?, ?, NULL)",
        arguments: [layer == nil ? "geopackage" : "table", layer, timestamp, database.lastInsertedRowID])
    }
  }

  /// Adds a row to the table `provenance`, which is made when first needed.
  public func addProvenance(_ provenance: Provenance, layer: String) throws(LayerError) {
    if layers["provenance"] == nil {
      let schema = LayerSchema(name: "provenance", fields: Provenance.fields, geometryType: "")
      try addLayer(schema, identifier: "provenance", description: "Where each layer came from")
    }
    try insert(into: "provenance", CollectionOfOne((nil, provenance.values(layer: layer))))
  }

  func add(_ style: LayerStyle, to schema: LayerSchema) throws(LayerError) {
    try write { database in try style.enter(for: schema, timestamp: timestamp, in: database) }
  }
}

extension LayerStyle {
  /// Enters itself as the style that a layer opens with.
  func enter(for schema: LayerSchema, timestamp: String, in database: Database) throws {
    if try !database.tableExists("layer_styles") {
      try database.execute(sql: GeoPackageTables.layerStyles)
      try database.execute(
        sql: """
          INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change)
          VALUES ('layer_styles', 'attributes', 'layer_styles', 'How QGIS draws the layers', ?)
          """,
        arguments: [timestamp])
      try database.execute(sql: "INSERT INTO gpkg_ogr_contents VALUES ('layer_styles', 0)")
      try database.execute(sql: GeoPackageTables.countTriggers(table: "layer_styles"))
    }
    // QGIS looks for empty catalog and schema names, not for NULL. The smallest free id, so that a layer that is replaced
    // again and again leaves the file as it was.
    try database.execute(
      sql: """
        INSERT INTO layer_styles (id, f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, styleQML,
          styleSLD, useAsDefault, description, owner, ui, update_time)
        VALUES (
          (SELECT MIN(n) FROM (SELECT 1 AS n UNION ALL SELECT id + 1 FROM layer_styles)
            WHERE n NOT IN (SELECT id FROM layer_styles)),
          '', '', ?, ?, ?, ?, ?, 1, '', '', NULL, ?)
        """,
      arguments: [schema.name, schema.geometryColumn, name, qml, sld, timestamp])
  }
}

import Foundation
import GridGeometry
import Testing

/// Rows of published test fixtures: coordtransform (MIT), eviltransform (MIT), gcoord (MIT).
@Suite("Offset datums of China") struct ChinaDatumTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let name: String
    let first: (Double, Double)
    let second: (Double, Double)
    let tolerance: Double
    var testDescription: String { name }
    var from: GeographicCoordinate { .init(longitude: first.0, latitude: first.1) }
    var to: GeographicCoordinate { .init(longitude: second.0, latitude: second.1) }

    /// One row a line: name, longitude and latitude before and after, tolerance in degrees.
    static func table(_ text: String) -> [Row] {
      text.split(separator: "\n").compactMap { line in
        let cells = line.split(separator: "|")
        let numbers = cells.dropFirst().joined(separator: " ").split(separator: " ").compactMap { Double($0) }
        guard let name = cells.first, numbers.count == 5 else { return nil }
        return Row(
          name: name.trimmingCharacters(in: .whitespaces), first: (numbers[0], numbers[1]),
          second: (numbers[2], numbers[3]), tolerance: numbers[4])
      }
    }
  }

  static let wgs84ToGCJ02 = Row.table(
    """
    coordtransform 1 | 116.404 39.915          | 116.41024449916938 39.91640428150164  | 1e-9
    eviltransform 4  | 121.5272106 31.1774276  | 121.531541859215 31.17530398364597    | 1e-9
    eviltransform 5  | 113.912316 22.543847    | 113.9171764808363 22.540796131694766  | 1e-9
    eviltransform 6  | 116.377817 39.911954    | 116.38404722455657 39.91334545536069  | 1e-9
    Weinan           | 109.5046284 34.5013071  | 109.5097944 34.5000003                | 1e-5
    Lanzhou          | 103.8318968 36.0614117  | 103.8343102 36.0610935                | 1e-5
    Yangquan         | 113.5741091 37.8564632  | 113.5805265 37.8569762                | 1e-5
    Binzhou          | 117.964816 37.3813475   | 117.9707086 37.3819854                | 1e-5
    Xi'an            | 108.9351301 34.3431382  | 108.9397792 34.3415801                | 1e-5
    Dali             | 109.9439 34.7972        | 109.948976473 34.796025215            | 1e-9
    """)

  /// The tool behind "coordtransform 3" takes one step only for its inverse, up to 0.2 m from the exact one.
  static let gcj02ToBD09 = Row.table(
    """
    coordtransform 2 | 116.404 39.915                        | 116.41036949371029 39.92133699351021  | 1e-9
    coordtransform 3 | 116.39762729119315 39.90865673957631  | 116.404 39.915                        | 2e-6
    Weinan           | 109.5097944 34.5000003                | 109.5163846 34.505714                 | 1e-5
    Lanzhou          | 103.8343102 36.0610935                | 103.8408333 36.0670234                | 1e-5
    Yangquan         | 113.5805265 37.8569762                | 113.587143 37.8626366                 | 1e-5
    Binzhou          | 117.9707086 37.3819854                | 117.9771116 37.3882845                | 1e-5
    Xi'an            | 108.9397792 34.3415801                | 108.946246 34.3477457                 | 1e-5
    Dali             | 109.948976473 34.796025215            | 109.955466942 34.802041637            | 2e-9
    """)

  @Test("Every row of the tables is read")
  func rows() {
    #expect(Self.wgs84ToGCJ02.count == 10)
    #expect(Self.gcj02ToBD09.count == 8)
  }

  @Test("WGS 84 and GCJ-02 agree with published pairs, both ways", arguments: wgs84ToGCJ02)
  func gcj02(row: Row) {
    #expect(ChinaDatum.wgs84ToGCJ02(row.from).isWithin(row.tolerance, of: row.to))
    #expect(ChinaDatum.gcj02ToWGS84(row.to).isWithin(row.tolerance, of: row.from))
  }

  @Test("GCJ-02 and BD-09 agree with published pairs, both ways", arguments: gcj02ToBD09)
  func bd09(row: Row) {
    #expect(ChinaDatum.gcj02ToBD09(row.from).isWithin(row.tolerance, of: row.to))
    #expect(ChinaDatum.bd09ToGCJ02(row.to).isWithin(row.tolerance, of: row.from))
  }

  @Test("The inverse is the exact one, not the one-step one")
  func exactInverse() {
    let exact = GeographicCoordinate(longitude: 116.39775575457, latitude: 39.91359623561)
    #expect(ChinaDatum.gcj02ToWGS84(.init(longitude: 116.404, latitude: 39.915)).isWithin(1e-10, of: exact))
  }

  @Test("There and back again within a millimetre, all over China")
  func roundTrips() {
    for column in 0...60 {
      for row in 0...50 {
        let place = GeographicCoordinate(longitude: 73.5 + Double(column) * 1.02, latitude: 4 + Double(row) * 0.99)
        let gcj02 = ChinaDatum.wgs84ToGCJ02(place)
        #expect(ChinaDatum.gcj02ToWGS84(gcj02).isWithin(1e-10, of: place))
        #expect(ChinaDatum.bd09ToGCJ02(ChinaDatum.gcj02ToBD09(place)).isWithin(1e-10, of: place))
      }
    }
  }

  @Test(
    "Places outside the box pass unchanged",
    arguments: [(9.52, 47.14), (-118.24, 34.05), (139.7, 35.7), (100.0, -10.0)])
  func outside(longitude: Double, latitude: Double) {
    let place = GeographicCoordinate(longitude: longitude, latitude: latitude)
    #expect(!ChinaDatum.isInsideChinaBox(place))
    for move in [ChinaDatum.wgs84ToGCJ02, ChinaDatum.gcj02ToWGS84, ChinaDatum.gcj02ToBD09, ChinaDatum.bd09ToGCJ02] {
      #expect(move(place) == place)
    }
  }
}

extension GeographicCoordinate {
  fileprivate func isWithin(_ tolerance: Double, of other: GeographicCoordinate) -> Bool {
    abs(longitude - other.longitude) <= tolerance && abs(latitude - other.latitude) <= tolerance
  }
}

import GridGeometry

/// The classes of institutions that may get a grid of their own.
enum SiteClass: String, CaseIterable {
  case school, hospital, market, park, industrial, office

  var zh: String {
    switch self {
    case .school: "学校"
    case .hospital: "医院"
    case .market: "市场"
    case .park: "公园"
    case .industrial: "工业园"
    case .office: "机关"
    }
  }

  var en: String {
    switch self {
    case .school: "School"
    case .hospital: "Hospital"
    case .market: "Market"
    case .park: "Park"
    case .industrial: "Works"
    case .office: "Office"
    }
  }
}

/// A building with its households.
struct House {
  var corners: [Point]
  var households: Int
  var floors: Int
  var use: String

  var center: Point { (corners[0] + corners[2]) * 0.5 }
}

/// A walled group of buildings.
struct Compound {
  var loop: Loop
  /// Which of the community's buildings stand in it.
  var houses: Range<Int>
}

struct Site {
  var category: SiteClass
  var loop: Loop
  /// The larger the more important: 5 for the whole county, 4 for a township, 3 and below for a community.
  var rank: Int
  var serial: Int
}

/// Everything that stands in one community.
struct CommunityContent {
  var houses: [House] = []
  var compounds: [Compound] = []
  var sites: [Site] = []
  var lanes: [RoadLine] = []
  /// The middle of the main settlement, where the service point stands.
  var center: Point

  /// The households in a compound.
  func dwellings(of compound: Compound) -> Int { houses[compound.houses].reduce(0) { $0 + $1.households } }

  var households: Int { houses.reduce(0) { $0 + $1.households } }
}

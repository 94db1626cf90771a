import GridGeometry

/// A township as the layers name it.
struct TownshipRecord {
  var code: String
  var name: SampleName
}

/// A community with its code, name and number of households.
struct CommunityRecord {
  var code: String
  var name: SampleName
  var township: Int
  var isUrban: Bool
  /// The statistical urban–rural class: 111, 112, 121, 210 or 220.
  var statisticalClass: String
  var households: Int
  var siteCount: Int
  /// 0 county seat, 1 town, 2 village.
  var standing: Int
}

/// Codes, names and totals of townships and communities.
struct CountyRegister {
  var townships: [TownshipRecord] = []
  var communities: [CommunityRecord] = []

  static let urbanBand = 1_200...3_000
  /// Villages that fit the usual band of 300 to 500 in two or three grids; a few will not, as everywhere.
  static let ruralBand = 590...990

  init(_ ground: CountyGround, centers: [Point], settings: SampleSettings) {
    var random = SampleRandom(seed: settings.seed, stream: 4)
    var names = SampleNames(using: &random)
    let places = ground.communities
    let households = Self.households(places, settings: settings, using: &random)
    let sites = Self.siteCounts(households, places, perThousand: settings.sitesPerThousand)
    var streets = 0
    var towns = 100
    for township in 0..<ground.townshipCount {
      let members = places.indices.filter { places[$0].township == township }
        .sorted { centers[$0].y != centers[$1].y ? centers[$0].y > centers[$1].y : $0 < $1 }
      let cityMembers = members.filter { places[$0].isUrban && places[$0].seat >= 0 && ground.seats[places[$0].seat].isCity }
      let isStreet = cityMembers.count * 2 > members.count
      if isStreet { streets += 1 } else { towns += 1 }
      let code = settings.code + Self.padded(isStreet ? streets : towns - 1)
      let name = names.next()
      townships.append(
        TownshipRecord(
          code: code, name: SampleName(zh: name.zh + (isStreet ? "街道" : "镇"), en: name.en + (isStreet ? " Subdistrict" : " Town"))))
    }
    communities = places.indices.map { index in
      let place = places[index]
      let name = names.next()
      let seat = place.seat >= 0 ? ground.seats[place.seat] : nil
      let standing = !place.isUrban ? 2 : seat?.isCity == true ? 0 : 1
      let isInner = seat.map { $0.center.distance(to: centers[index]) < 0.7 * $0.radius } ?? false
      return CommunityRecord(
        code: "", name: SampleName(zh: name.zh + (place.isUrban ? "社区" : "村"), en: name.en + (place.isUrban ? " Community" : " Village")),
        township: place.township, isUrban: place.isUrban,
        statisticalClass: standing == 0 ? (isInner ? "111" : "112") : standing == 1 ? "121" : "220",
        households: households[index], siteCount: sites[index], standing: standing)
    }
    number(centers)
  }

  static func padded(_ number: Int) -> String { number < 10 ? "00\(number)" : number < 100 ? "0\(number)" : "\(number)" }

  /// Residents' committees count from 001, village committees from 200, north to south.
  private mutating func number(_ centers: [Point]) {
    for township in townships.indices {
      var committees = 0
      var villages = 199
      let members = communities.indices.filter { communities[$0].township == township }
        .sorted { centers[$0].y != centers[$1].y ? centers[$0].y > centers[$1].y : $0 < $1 }
      for index in members {
        if communities[index].isUrban { committees += 1 } else { villages += 1 }
        communities[index].code = townships[township].code + Self.padded(communities[index].isUrban ? committees : villages)
      }
      if committees == 0, let seat = members.first { communities[seat].statisticalClass = "210" }
    }
  }

  private static func households(
    _ places: [CommunityPlace], settings: SampleSettings, using random: inout SampleRandom
  ) -> [Int] {
    let wishes = places.map { place in
      (place.isUrban ? CountyFrame.urbanHouseholds : CountyFrame.ruralHouseholds) * exponential(0.24 * random.bell())
    }
    return populated(settings.households, wishes: wishes, bands: places.map { $0.isUrban ? urbanBand : ruralBand })
  }

  /// Institutions by households, the sum rounded up; towns have more of them than villages.
  private static func siteCounts(_ households: [Int], _ places: [CommunityPlace], perThousand: Double) -> [Int] {
    let total = Int((Double(households.reduce(0, +)) * perThousand / 1_000).rounded(.up))
    return apportioned(total, by: households.indices.map { Double(households[$0]) * (places[$0].isUrban ? 1.15 : 1) })
  }
}

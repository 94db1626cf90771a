import GridAuditing
import GridStaffing

/// What `gridwright staff --json` prints.
public struct StaffSummary: Sendable, Encodable {
  /// Seconds by stage.
  public struct Seconds: Hashable, Sendable, Encodable {
    public var read = 0.0
    public var apportion = 0.0
    public var assign = 0.0
    public var audit = 0.0
    public var write = 0.0
  }

  /// How well one role is filled, and what is proved of it.
  public struct Role: Hashable, Sendable, Encodable {
    public let role: String
    public let name: BilingualText
    public let posts, filled, vacant: Int
    /// People who can be placed, and those with a post.
    public let people, placed: Int
    /// No assignment fills more posts; of as many, households left without and how few there must be at least.
    public let filledBound: Int
    public let householdsWithout, householdsWithoutBound: Double
    /// Whether both are proved: ``filled`` is ``filledBound``, and ``householdsWithout`` its bound.
    public let fillingProved: Bool
    /// In households.
    public let greatestLoad, greatestLoadBound: Double
    /// Metres from homes to grids, added up; ``travelBy`` says how they are measured.
    public let travel, travelBound: Double
    /// (travel − bound) / travel.
    public let travelGap: Double?
    /// Grids somebody held until now and holds no longer.
    public let changes: Int
    /// Whether filling, load, ways and changes are all proved to be the best.
    public let proved: Bool
  }

  public let schema: Int
  public let grids: Int
  /// Grids the rules ask people for.
  public let staffedGrids: Int
  public let households: Int
  /// Posts of all roles; of them with somebody and without.
  public var posts = 0
  public var filled = 0
  public var vacant = 0
  /// Rows of the roster; people with a post and without.
  public var people = 0
  public var placed = 0
  public var withoutPost = 0
  public var roles: [Role] = []
  public var proved = false
  /// `network` where ways follow a walking network, `straight` where they are straight lines times ``detour``.
  public var travelBy = "straight"
  public var detour: Double
  /// Filled posts, of ``filled``, that no way of the network leads to from home: theirs are straight lines times
  /// ``detour``. `nil` without a network.
  public var postsOffNetwork: Int?
  /// What was read by assumption or passed over, a line each.
  public var notes: [BilingualText] = []
  /// The role whose people `apportionment`, `loadLimit` and `whatIf` count; `nil` where none of them is asked for.
  public let countedRole: String?
  public let apportionment: Apportionment?
  public let loadLimit: Limit?
  public let whatIf: [Outcome]
  public var balance: [Balance] = []
  /// The same as if everybody stayed where they are.
  public var before: [Balance] = []
  /// Findings by rule.
  public var findings: [String: Int] = [:]
  public var list: [AuditReport.Summary.Item] = []
  /// Of the findings: new since the plan was staffed last, there before, and gone since.
  public var new = 0, still = 0, cured = 0
  public var charts: [String] = []
  public var seconds: Seconds
  public let digest: String

  init(plan: Plan, rules: StaffingRules, grids: [StaffedGrid], numbers: StaffNumbers, seconds: Seconds) {
    schema = 1
    self.grids = grids.count
    staffedGrids = grids.count { rules.staffs($0) }
    households = plan.atoms.reduce(0) { $0 + $1.households }
    countedRole = numbers.role.map { rules.roles[$0].id }
    if let shares = numbers.shares, let outcome = numbers.shared {
      apportionment = Apportionment(shares, outcome)
    } else {
      apportionment = nil
    }
    loadLimit = numbers.need.map(Limit.init)
    whatIf = numbers.outcomes.map { Outcome($0, numbers.method) }
    self.seconds = seconds
    detour = rules.detour
    digest = plan.digest
  }

  mutating func add(_ staffer: Staffer, findings: [Finding]) {
    let rules = staffer.rules
    posts = staffer.posts.count
    filled = staffer.assignment.memberOfPost.count { $0 != nil }
    vacant = posts - filled
    people = staffer.members.count
    placed = Set(staffer.assignment.memberOfPost.compactMap(\.self)).count
    withoutPost = people - placed
    roles = staffer.assignment.roles.map { Role($0, rules, metresPerDecimetre: staffer.metresPerDecimetre) }
    proved = staffer.assignment.isProved
    if staffer.walked != nil { travelBy = "network" }
    postsOffNetwork = staffer.postsOffNetwork
    notes = staffer.roster.notes
    let present = presentHolders(of: staffer.posts, members: staffer.members)
    balance = Balance.all(
      StaffBalance(staffer.assignment.memberOfPost, posts: staffer.posts, grids: staffer.grids, rules: rules), rules)
    before = Balance.all(StaffBalance(present, posts: staffer.posts, grids: staffer.grids, rules: rules), rules)
      .filter { $0.community == nil }
    for finding in findings { self.findings[finding.rule, default: 0] += 1 }
    list = findings.map { AuditReport.Summary.Item($0) }
  }
}

extension StaffSummary.Role {
  fileprivate init(_ outcome: RoleOutcome, _ rules: StaffingRules, metresPerDecimetre: Double) {
    let own = rules.roles[outcome.role]
    func metres(_ decimetres: Int) -> Double { (Double(decimetres) * metresPerDecimetre * 10).rounded() / 10 }
    role = own.id
    name = BilingualText(own.name)
    posts = outcome.posts
    filled = outcome.filled
    vacant = outcome.posts - outcome.filled
    people = outcome.people
    placed = outcome.placed
    filledBound = outcome.filledBound
    householdsWithout = Double(outcome.vacantLoad) / 1000
    householdsWithoutBound = Double(outcome.vacantLoadBound) / 1000
    fillingProved = outcome.isFillingProved
    greatestLoad = Double(outcome.greatestLoad) / 1000
    greatestLoadBound = Double(outcome.greatestLoadBound) / 1000
    travel = metres(outcome.travel)
    travelBound = metres(outcome.travelBound)
    travelGap = outcome.travelGap
    changes = outcome.changes
    proved = outcome.isProved
  }
}

extension StaffSummary {
  /// Posts of a head count.
  public struct Apportionment: Hashable, Sendable, Encodable {
    /// A township or community.
    public struct Share: Hashable, Sendable, Encodable {
      public let code: String
      public let township: String
      public let grids: Int
      public let households: Double
      public let posts: Int
      public let householdsPerPost: Double?
    }

    /// A township or community with a post or more above or below its quota, the head count times its share of the load.
    public struct OffQuota: Hashable, Sendable, Encodable {
      public let code: String
      public let posts: Int
      public let quota: Double
    }

    public let headCount: Int
    public let method: String
    public let townships, communities: [Share]
    /// Communities that have more than their share by load, because they get the least that is promised.
    public let communitiesAtLeast: Int
    /// Communities that have less, because until every grid has the posts of the rules none gets more people than those.
    public let communitiesAtMost: Int
    public let townshipsOffQuota, communitiesOffQuota: [OffQuota]
    /// What the head count comes to, as under `whatIf`.
    public let outcome: Outcome

    init(_ shares: PostShares, _ outcome: HeadCountOutcome) {
      headCount = shares.headCount
      method = shares.method.rawValue
      func share(_ share: PostShares.Share) -> Share {
        Share(
          code: share.code, township: share.township, grids: share.grids, households: Double(share.load) / 1000,
          posts: share.posts, householdsPerPost: share.loadPerPost)
      }
      townships = shares.townships.map(share)
      communities = shares.communities.map(share)
      communitiesAtLeast = shares.communitiesAtLeast
      communitiesAtMost = shares.communitiesAtMost
      townshipsOffQuota = shares.townshipsOffQuota.map { OffQuota(code: $0.code, posts: $0.posts, quota: $0.quota) }
      communitiesOffQuota = shares.communitiesOffQuota.map { OffQuota(code: $0.code, posts: $0.posts, quota: $0.quota) }
      self.outcome = Outcome(outcome, shares.method)
    }
  }

  /// People that a limit of load asks for.
  public struct Limit: Hashable, Sendable, Encodable {
    /// A township or community.
    public struct Place: Hashable, Sendable, Encodable {
      public let code: String
      public let township: String
      public let grids: Int
      public let households: Double
      public let people, peopleSharing: Int
    }

    public let limit: Int
    /// Each in one grid, no grid with fewer than the rules ask for; of them those for whom no household is left.
    public let people, peopleWithoutHouseholds: Int
    /// When people of a community share its grids, found and at least.
    public let peopleSharing, peopleSharingBound: Int
    public let townships, communities: [Place]

    init(_ need: LoadLimitNeed) {
      limit = need.limit
      people = need.people
      peopleWithoutHouseholds = need.peopleWithoutLoad
      peopleSharing = need.peopleSharing
      peopleSharingBound = need.peopleSharingBound
      func place(_ place: LoadLimitNeed.Place) -> Place {
        Place(
          code: place.code, township: place.township, grids: place.grids, households: Double(place.load) / 1000,
          people: place.people, peopleSharing: place.peopleSharing)
      }
      townships = need.townships.map(place)
      communities = need.communities.map(place)
    }
  }

  /// What a head count comes to.
  public struct Outcome: Hashable, Sendable, Encodable {
    public let headCount: Int
    public let method: String
    /// Posts that the rules ask for. Whether there are as many people, so that each is in one grid; if not, people of a
    /// community share its grids.
    public let needed: Int
    public let eachInOneGrid: Bool
    /// Households per worker who has any, over the households that somebody looks after; those who have none.
    public let meanLoad: Double
    public let workersWithoutHouseholds: Int
    /// By the method, and at least by any.
    public let greatestLoad, greatestLoadBound: Double
    /// Where people of a community share its grids, found and at least: the inverse of `peopleSharing` and its bound.
    public let greatestLoadSharing, greatestLoadSharingBound: Double
    /// Communities without anybody, and the households there.
    public let emptyCommunities: Int
    public let unserved: Double

    init(_ outcome: HeadCountOutcome, _ method: PostMethod) {
      headCount = outcome.headCount
      self.method = method.rawValue
      needed = outcome.needed
      eachInOneGrid = outcome.isEachInOneGrid
      meanLoad = outcome.meanLoad
      workersWithoutHouseholds = outcome.withoutLoad
      greatestLoad = outcome.greatestLoad
      greatestLoadBound = outcome.greatestLoadBound
      greatestLoadSharing = outcome.greatestLoadSharing
      greatestLoadSharingBound = outcome.greatestLoadSharingBound
      emptyCommunities = outcome.emptyCommunities
      unserved = outcome.unserved
    }
  }

  /// Households per worker of a role in the county, a township or a community, over those who have any.
  public struct Balance: Hashable, Sendable, Encodable {
    public let role: String
    public let township: String?
    public let community: String?
    /// Those whom the figures are about.
    public let workers: Int
    /// Workers whose posts weigh nothing, such as those of dedicated grids where nobody lives: counted apart.
    public let workersWithoutHouseholds: Int
    public let households: Double
    /// `nil` where nobody has any households, like the ratios.
    public let min, mean, max, standardDeviation: Double?
    public let maxOverMean, gini, jain: Double?
    /// Workers inside the rules' band, of `workers`.
    public let inBand: Int?

    static func all(_ balance: StaffBalance, _ rules: StaffingRules) -> [Balance] {
      balance.rows.map { row in
        let township: String? = if case .township(let code) = row.scope { code } else { nil }
        let community: String? = if case .community(let code) = row.scope { code } else { nil }
        let figures = row.figures
        return Balance(
          role: rules.roles[row.role].id, township: township, community: community, workers: figures?.workers ?? 0,
          workersWithoutHouseholds: row.unladen, households: figures?.total ?? 0, min: figures?.minimum,
          mean: figures?.mean, max: figures?.maximum, standardDeviation: figures?.standardDeviation,
          maxOverMean: figures?.maximumOverMean, gini: figures?.gini, jain: figures?.jain,
          inBand: figures?.inBand)
      }
    }
  }
}

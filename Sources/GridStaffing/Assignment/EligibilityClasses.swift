/// Posts of one role by what they need and people by what they can, in as few classes as tell them apart.
struct EligibilityClasses: Sendable {
  struct PostClass: Hashable {
    let skills: Set<String>
    /// How many of the different limits of households are too small for it.
    let limitsBelow: Int
  }

  struct MemberClass: Hashable {
    let skills: Set<String>
    /// In thousandths of a household; `Int.max` for none.
    let limit: Int
  }

  let posts: [PostClass]
  let members: [MemberClass]
  let ofPost: [Int]
  let ofMember: [Int]
  private let matrix: [Bool]

  /// - Parameter limits: The most load of each person, in thousandths of a household.
  init(posts rows: [StaffPost], members columns: [StaffMember], limits: [Int]) {
    let steps = Set(limits).sorted()
    var postOf: [PostClass: Int] = [:]
    var memberOf: [MemberClass: Int] = [:]
    var posts: [PostClass] = []
    var members: [MemberClass] = []
    var leastLimit: [Int] = []
    ofPost = rows.map { post in
      let below = steps.firstIndex { $0 >= post.load } ?? steps.count
      let own = PostClass(skills: post.skills, limitsBelow: below)
      if let known = postOf[own] { return known }
      postOf[own] = posts.count
      posts.append(own)
      leastLimit.append(below < steps.count ? steps[below] : .max)
      return posts.count - 1
    }
    ofMember = zip(columns, limits).map { member, limit in
      let own = MemberClass(skills: member.skills, limit: limit)
      if let known = memberOf[own] { return known }
      memberOf[own] = members.count
      members.append(own)
      return members.count - 1
    }
    matrix = posts.enumerated().flatMap { index, post in
      members.map { member in
        post.limitsBelow < steps.count && member.limit >= leastLimit[index] && post.skills.isSubset(of: member.skills)
      }
    }
    self.posts = posts
    self.members = members
  }

  func fits(_ post: Int, _ member: Int) -> Bool { matrix[post * members.count + member] }

  /// Whether everybody can hold everything.
  var isFree: Bool { matrix.allSatisfy(\.self) }
}

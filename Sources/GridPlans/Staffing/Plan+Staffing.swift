import GridGeometry
import GridStaffing

extension Plan {
  /// The rules the plan was made with, or one worker a grid.
  ///
  /// - Throws: ``PlanError/badInput(_:)`` where the file's rules cannot be read.
  func staffingSpec(file: String) throws(PlanError) -> StaffingSpec {
    staffingText.isEmpty
      ? try StaffingSpec(named: StaffingSpec.standardPreset)
      : try StaffingSpec(yaml: staffingText, file: "\(file)#plan")
  }

  /// The plan's grids as staffing sees them, in the plan's order.
  ///
  /// - Complexity: O(grids + atoms), and an interior point a grid.
  func staffedGrids(_ rules: StaffingRules) -> [StaffedGrid] {
    let contents = GridContents(self, rules.load)
    let siteClasses = rules.posts.contains { !$0.sites.isEmpty } ? self.siteClasses : [:]
    return grids.indices.map { index in
      let grid = grids[index]
      let place = grid.ground.interiorPoint ?? grid.ground.envelope.center
      return StaffedGrid(
        code: grid.code.text, kind: grid.kind.rawValue, community: grid.community, township: grid.township,
        isLeaf: grid.isLeaf, households: contents.urban[index] + contents.rural[index],
        load: contents.load(of: index, grid, rules.load), place: StaffPlace(x: place.x, y: place.y),
        siteClass: siteClasses[grid.code])
    }
  }

  /// The class of the site in each dedicated grid.
  var siteClasses: [GridCode: String] {
    var classes: [GridCode: String] = [:]
    let locator = GridLocator(self)
    for site in sites {
      let point: Point?
      switch site.geometry {
      case .point(let place): point = place
      case .polygon(let polygon): point = polygon.interiorPoint
      case .multiPolygon(let ground): point = ground.interiorPoint
      default: point = nil
      }
      guard let point else { continue }
      let codes: [GridCode] =
        switch locator.locate(point) {
        case .inside(let code): [code]
        case .ambiguous(let codes): codes
        default: []
        }
      for code in codes where classes[code] == nil { classes[code] = site.category }
    }
    return classes
  }
}

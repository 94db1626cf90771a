import GridGeometry
import GridLayers

/// Does work with files and layers, and turns what goes wrong into an error of plans.
///
/// - Parameters:
///   - what: What is done, for a fault that nobody expected, such as `reading wards.gpkg`.
///   - geometry: What is wrong with the input where coordinates are; without it that is a fault of ours.
func asPlanErrors<Result>(
  _ what: @autoclosure () -> String, geometry: ((GeometryError) -> InputProblem)? = nil, _ work: () throws -> Result
) throws(PlanError) -> Result {
  do {
    return try work()
  } catch let error as PlanError {
    throw error
  } catch let error as LayerError {
    throw .layer(error)
  } catch {
    if let geometry, let error = error as? GeometryError { throw .badInput(geometry(error)) }
    throw .internalFault("\(what()): \(error)")
  }
}

/// The way from a layer's system into another.
///
/// - Parameter declaration: How the source states its system: a key of the manifest, or an option.
/// - Throws: ``PlanError/badInput(_:)`` where PROJ knows only a null operation, or none.
func transformation(
  of source: String, from own: ReferenceSystem, to target: ReferenceSystem, allowingBallpark: Bool, declaration: String
) throws(PlanError) -> Transformation {
  do {
    return try Transformation(from: own, to: target, allowingBallpark: allowingBallpark)
  } catch GeometryError.ballparkOnly(let from, let to) {
    throw .badInput(
      InputProblem(
        source: source,
        cause: BilingualText(
          en: "from \(from) to \(to) only a null operation is known, which can be wrong by 100 m",
          zh: "从 \(from) 到 \(to) 只有空操作（ballpark），误差可达百米"),
        remedy: BilingualText(
          en: "Convert the layer with local parameters first, or run with --allow-ballpark",
          zh: "请先用当地参数转换，或加 --allow-ballpark 运行")))
  } catch {
    throw .badInput(
      InputProblem(
        source: source, cause: BilingualText(en: error.message, zh: ChineseWording.of(error.message)),
        remedy: BilingualText(en: "Check the declared \(declaration)", zh: "请检查 \(declaration) 声明的坐标系")))
  }
}

// What callers import: every room whose types stand in the signatures of a plan.
@_exported public import GridAccess
@_exported public import GridAuditing
@_exported public import GridCases
@_exported public import GridCoverages
@_exported public import GridGeometry
@_exported public import GridGraphs
@_exported public import GridLayers
@_exported public import GridMaps
@_exported public import GridPartitioning
@_exported public import GridPlans
@_exported public import GridSamples
@_exported public import GridStaffing
@_exported public import GridVisits

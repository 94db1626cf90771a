import ArgumentParser

/// The command line: each command decodes its arguments, makes one library call and encodes the result.
@main
struct Gridwright: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gridwright",
    abstract: "Splits a county into service grids that tile it exactly, and proves it.",
    discussion: """
      A county is described by a manifest (county.yaml) and planned by a policy; the plan is one GeoPackage that QGIS \
      opens. Data goes to stdout or --out, words and progress to stderr.

      Exit status: 0 clean, 1 findings, 64 usage, 65 bad input data, 70 our own fault, 73 cannot write, \
      75 try again (another writer holds the plan), 130 interrupted.

      First steps:
        gridwright sample --households 20000 --seed 7 --out sample
        gridwright plan sample/county.yaml --out plan.gpkg
        gridwright audit plan.gpkg
        gridwright export plan.gpkg --format png --out plan.png

      Shell completion: gridwright --generate-completion-script bash|zsh|fish
      """,
    version: "0.1.0",
    subcommands: [
      SampleCommand.self, CheckCommand.self, PlanCommand.self, AuditCommand.self, StaffCommand.self, LocateCommand.self,
      ReachCommand.self, ExportCommand.self, PartitionCommand.self, SiteCommand.self, OverlayCommand.self,
      AdoptCommand.self, VisitsCommand.self, GapsCommand.self,
    ])
}

"""Holds the answers of `gridwright partition` on tiny graphs against exact ones by HiGHS.

    bound_referee.py [--graphs 40] [--tool PATH]

HiGHS minimises the cut under the band; whenever a zone of its answer is in pieces, a cut that forbids this is added and
it solves again, so its last answer is optimal. Ours must not cost less, its lower bound must not lie above, and what it
calls optimal or impossible must be so. Exit status 1 where anything is wrong.
"""

import argparse
import os
import random
import sys
import tempfile
from pathlib import Path

import highspy
import networkx
import numpy

import instances
import tool
from score import score


def random_graph(number, folder):
    """A fishnet with some borders missing, small weights, a few zones and a tight band."""
    chance = random.Random(number)
    graph = networkx.grid_2d_graph(chance.randint(2, 4), chance.randint(3, 5))
    graph = networkx.convert_node_labels_to_integers(graph, ordering="sorted")
    for edge in sorted(graph.edges):
        if chance.random() < 0.15:
            graph.remove_edge(*edge)
            if not networkx.is_connected(graph):
                graph.add_edge(*edge)
    count = len(graph)
    weights = numpy.array([chance.randint(0, 9) for _ in range(count)])
    weights[0] += 1
    first, second = numpy.array(sorted(tuple(sorted(edge)) for edge in graph.edges)).T
    starts, targets, lengths = instances.rows(count, first, second, numpy.ones(len(first)))
    parts = chance.randint(2, 4)
    tolerance = chance.choice([0.1, 0.2, 0.4])
    path = Path(folder) / f"tiny{number}.graph"
    instances.write_metis(path, weights, starts, targets)
    return graph, instances.Instance(
        f"tiny {number}", str(path), parts, instances.tolerance_band(weights.sum(), parts, tolerance), weights, starts,
        targets, lengths, ["--parts", str(parts), "--tolerance", str(tolerance)])


def optimum(graph, instance):
    """Fewest cut edges of any division into connected zones inside the band, or None where there is none."""
    model = highspy.Highs()
    model.setOptionValue("output_flag", False)
    zones = range(instance.parts)
    inside = [[model.addBinary() for _ in zones] for _ in graph]
    cut = {edge: model.addBinary(obj=1) for edge in graph.edges}
    for atom in graph:
        model.addConstr(sum(inside[atom]) == 1)
    for zone in zones:
        weight = sum(int(instance.weights[atom]) * inside[atom][zone] for atom in graph)
        model.addConstr(weight >= instance.band[0])
        model.addConstr(weight <= instance.band[1])
        model.addConstr(sum(inside[atom][zone] for atom in graph) >= 1)
    for (a, b), is_cut in cut.items():
        for zone in zones:
            model.addConstr(inside[a][zone] - inside[b][zone] <= is_cut)
            model.addConstr(inside[b][zone] - inside[a][zone] <= is_cut)
    # Zones are alike but for their names: atom 0 is in zone 0.
    model.addConstr(inside[0][0] == 1)
    while True:
        model.minimize()
        if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        values = numpy.round(model.getSolution().col_value).reshape(-1)
        member = [[values[inside[atom][zone].index] > 0.5 for zone in zones] for atom in graph]
        is_whole = True
        for zone in zones:
            parts = list(networkx.connected_components(graph.subgraph([atom for atom in graph if member[atom][zone]])))
            for part, other in zip(parts, parts[1:] + parts[:1]):
                if len(parts) == 1:
                    continue
                is_whole = False
                # An atom here and one of another piece share a zone only together with one of the atoms around.
                around = {b for a in part for b in graph[a]} - part
                here, there = min(part), min(other)
                for name in zones:
                    model.addConstr(
                        inside[here][name] + inside[there][name] - 1
                        <= sum(inside[atom][name] for atom in around)
                        + sum(1 - inside[atom][name] for atom in part if atom != here))
        if is_whole:
            return round(model.getInfo().objective_function_value)


def judge(number, given, folder):
    """Complaints about our answer on one graph."""
    graph, instance = random_graph(number, folder)
    exact = optimum(graph, instance)
    run = tool.divide(given.tool, instance, number, folder, effort="standard")
    if run.zone is None:
        return [] if exact is None and instance.band[0] > instance.band[1] else [run.note], exact, {}
    told, measured = run.summary, score(instance, run.zone)
    complaints = []
    if (told["feasible"], told["cutEdges"]) != (measured.feasible, measured.cut_edges):
        complaints.append("its figures are not those of its table")
    if exact is None and measured.feasible:
        complaints.append("HiGHS finds no plan, we do")
    if exact is not None:
        if measured.feasible and measured.cut_edges < exact:
            complaints.append(f"a cut of {measured.cut_edges} beats the optimum {exact}")
        if (bound := told.get("lowerBound")) is not None and bound > exact + 1e-6:
            complaints.append(f"the bound {bound} lies above the optimum {exact}")
        if told["provedOptimal"] and told["feasible"] and measured.cut_edges != exact:
            complaints.append(f"{measured.cut_edges} is called optimal, {exact} is")
        if any(reason["proved"] for reason in told["reasons"]):
            complaints.append(f"called impossible: {told['reasons'][0]['reason']}")
    return complaints, exact, told


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--graphs", type=int, default=40)
    parser.add_argument("--tool", type=Path, default=Path(os.environ.get("GRIDWRIGHT", tool.TOOL)))
    given = parser.parse_args()
    wrong = hits = possible = proved = 0
    gaps = []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(1, given.graphs + 1):
            complaints, exact, told = judge(number, given, folder)
            for complaint in complaints:
                print(f"tiny graph {number}: {complaint}")
            wrong += bool(complaints)
            if exact is not None:
                possible += 1
                hits += told.get("feasible", False) and told["cutEdges"] == exact
                proved += told.get("provedOptimal", False)
                gaps.append(1 - (told.get("lowerBound") or 0) / max(exact, 1))
    gap = f", mean gap of the bound {sum(gaps) / len(gaps):.1%}" if gaps else ""
    print(f"{given.graphs} tiny graphs, {possible} divisible: optimum reached on {hits}, proved on {proved}{gap}, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

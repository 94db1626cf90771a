"""Siting: Gridwright beside spopt with its default solver (PuLP's CBC) on the same random instances.

Places and candidates are uniform on a square of 10 km, weights 1 to 40, distances straight. spopt's time covers building
and solving its model; Gridwright's its whole call but the reading of the two tables. Values must agree where both end
with a proof; each value is reckoned again here from the points chosen.
"""
import argparse, datetime, json, os, subprocess, sys, tempfile, time
import numpy as np

INSTANCES = [  # objective, places, candidates, points, distance, whether spopt is asked too
    ("p-median", 100, 25, 5, None, True), ("p-median", 500, 100, 10, None, False),
    ("mclp", 1000, 60, 6, 1200, True), ("lscp", 500, 80, None, 1500, True), ("p-centre", 100, 25, 5, None, True),
    ("p-median", 1000, 200, 20, None, True), ("mclp", 20000, 300, 20, 1000, True),
    ("p-median", 10000, 1000, 50, None, False), ("mclp", 100000, 1000, 30, 1000, False),
    ("lscp", 100000, 1000, None, 1000, False),
]


def instance(places, candidates, seed):
    random = np.random.default_rng(seed)
    sites, homes = random.uniform(0, 10000, (candidates, 2)), random.uniform(0, 10000, (places, 2))
    return homes, random.integers(1, 41, places), sites


def distances(homes, sites):
    return np.sqrt(((homes[:, None, :] - sites[None, :, :]) ** 2).sum(axis=2))


def score(objective, homes, weights, sites, chosen, distance):
    near = np.full(len(homes), np.inf)
    for j in chosen:
        near = np.minimum(near, np.sqrt(((homes - sites[j]) ** 2).sum(axis=1)))
    if objective == "p-median": return float((weights * near).sum())
    if objective == "mclp": return float(weights[near <= distance].sum())
    if objective == "p-centre": return float(near.max())
    return float(len(chosen))


def ours(tool, objective, homes, weights, sites, points, distance, folder):
    files = [os.path.join(folder, name) for name in ("places.csv", "candidates.csv")]
    with open(files[0], "w") as file:
        file.write("x,y,weight\n" + "".join(f"{float(x)!r},{float(y)!r},{w}\n" for (x, y), w in zip(homes, weights)))
    with open(files[1], "w") as file:
        file.write("x,y\n" + "".join(f"{float(x)!r},{float(y)!r}\n" for x, y in sites))
    command = [tool, "site", *files, "--objective", objective, "--json", "--quiet"]
    if points: command += ["--points", str(points)]
    if distance: command += ["--distance", str(distance)]
    run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode not in (0, 1): sys.exit(run.stderr)  # 1: places that no candidate can serve
    return json.loads(run.stdout)


def theirs(objective, homes, weights, sites, points, distance, limit):
    import pulp
    from spopt.locate import LSCP, MCLP, PCenter, PMedian
    table = distances(homes, sites)
    start = time.perf_counter()
    if objective == "p-median": model = PMedian.from_cost_matrix(table, weights, p_facilities=points)
    elif objective == "mclp": model = MCLP.from_cost_matrix(table, weights, distance, p_facilities=points)
    elif objective == "lscp": model = LSCP.from_cost_matrix(table, distance)
    else: model = PCenter.from_cost_matrix(table, p_facilities=points)
    built = time.perf_counter() - start
    solver = pulp.PULP_CBC_CMD(msg=False, timeLimit=limit)
    try:
        model = model.solve(solver, results=False)
    except RuntimeError:  # nothing found within the limit
        return {"chosen": [], "seconds": time.perf_counter() - start, "built": built, "ended": False}
    seconds = time.perf_counter() - start
    chosen = [j for j, variable in enumerate(model.fac_vars) if (variable.value() or 0) > 0.5]
    return {"chosen": chosen, "seconds": seconds, "built": built, "ended": model.problem.sol_status == pulp.LpSolutionOptimal and seconds < limit}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tool", default=os.environ.get("GRIDWRIGHT", ".build/release/gridwright"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=float, default=900, help="seconds that spopt's solver may take on an instance")
    parser.add_argument("--only", help="one objective")
    parser.add_argument("--record", action="store_true", help="append the table to Sources/Benchmarks/RESULTS.md")
    arguments = parser.parse_args()
    lines, failures = [], 0
    for objective, places, candidates, points, distance, both in INSTANCES:
        if arguments.only and objective != arguments.only: continue
        homes, weights, sites = instance(places, candidates, arguments.seed)
        if objective == "lscp":  # every place within reach of a candidate
            near = np.min([np.sqrt(((homes - s) ** 2).sum(axis=1)) for s in sites], axis=0)
            homes, weights = homes[near <= distance], weights[near <= distance]
        with tempfile.TemporaryDirectory() as folder:
            own = ours(arguments.tool, objective, homes, weights, sites, points, distance, folder)
        value = score(objective, homes, weights, sites, own["chosen"], distance)
        if abs(value - own["value"]) > 1e-6 * max(1, abs(value)):
            failures += 1
            print(f"FAILED: {objective} {places} x {candidates}: says {own['value']}, is {value}")
        row = [objective, f"{len(homes):,} × {candidates:,}", str(points or "–"), f"{value:,.6g}" if objective != "mclp" else f"{value:,.0f}",
               f"{100 * own['gap']:.4f} %", "yes" if own["proved"] else "no", f"{own['seconds']:.2f}", "–", "–", "–"]
        if both:
            peer = theirs(objective, homes, weights, sites, points, distance, arguments.limit)
            other = score(objective, homes, weights, sites, peer["chosen"], distance) if peer["chosen"] else float("nan")
            row[7:] = [f"{other:,.6g}" if objective != "mclp" else f"{other:,.0f}", f"{peer['seconds']:.2f}" + ("" if peer["ended"] else " (limit)"), f"{peer['seconds'] / own['seconds']:.0f}"]
            if peer["ended"] and own["proved"] and abs(other - value) > 2e-4 * abs(value):
                failures += 1
                print(f"FAILED: {objective} {places} x {candidates}: ours {value}, spopt {other}")
        lines.append("| " + " | ".join(row) + " |")
        print(lines[-1], flush=True)
    head = ["| objective | places × candidates | points | value | gap | proved | seconds | spopt value | spopt seconds | times |",
            "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"]
    print("\n".join(head + lines))
    if arguments.record:
        commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip()
        load = os.getloadavg()[0]
        text = [f"\n## {datetime.date.today()}, commit {commit}: siting beside spopt", "",
                f"Random instances on a square of 10 km, seed {arguments.seed}; load {load:.1f} at the end. spopt 0.7.0 with its default solver, CBC by",
                f"PuLP, at most {arguments.limit:.0f} s; its time is building and solving, ours everything but reading two tables.", "", *head, *lines]
        with open("Sources/Benchmarks/RESULTS.md", "a") as file: file.write("\n".join(text) + "\n")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()

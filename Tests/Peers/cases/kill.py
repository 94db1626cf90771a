"""Kills `gridwright cases` at random instants, again and again, and looks whether anything committed was lost.

  kill.py GRIDWRIGHT PLAN [ROUNDS] [SEED]

PLAN is a plan file with grids and without cases; a copy is used. Each round imports a batch of cases, moves one on, finds
places again or draws the map, and is killed after a random time. Afterwards SQLite has to find the file sound, every batch is
there whole or not at all, what a command had told as done is there, a folder of maps is of one run or says that it is not
(INCOMPLETE.json), and the next command starts clean. Most maps are killed as they put their files in place. Then as many pairs of claims race for a case each: of two claims one wins, and the file says whose.
"""

import csv
import datetime
import glob
import json
import os
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

# A small batch is over in a moment; a large one is written with its indexes away and makes a journal worth the name.
SIZES = (500, 20_000)
# What a folder holds while its files are of two runs.
MARK = "INCOMPLETE.json"


def size(number):
    return SIZES[int(number) % 10 == 5]


def batch(path, number):
    with open(path, "w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["id", "class", "created", "lat", "lon"])
        table.writerows(
            [f"{number}-{row}", "noise", "2026-01-01T00:00:00Z", 34.2 + row / 1e6, 123 + row / 1e6] for row in range(size(number)))


def counts(plan):
    """Cases and events of each batch, and the moves of the first case."""
    base = sqlite3.connect(plan)
    assert base.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    if not base.execute("SELECT 1 FROM sqlite_master WHERE name = 'cases'").fetchone():
        return {}, 0
    batches = dict(base.execute("SELECT substr(id, 1, instr(id, '-') - 1), count(*) FROM cases GROUP BY 1"))
    lone = base.execute(
        "SELECT count(*) FROM cases WHERE NOT EXISTS (SELECT 1 FROM case_events WHERE \"case\" = cases.id AND seq = 1)"
    ).fetchone()[0]
    assert lone == 0, f"{lone} cases without their submission"
    moves = base.execute("SELECT count(*) FROM case_events WHERE \"case\" = '0-0'").fetchone()[0]
    stated = base.execute("SELECT feature_count FROM gpkg_ogr_contents WHERE table_name = 'cases'").fetchone()[0]
    assert stated == sum(batches.values()), "the stated count is wrong"
    base.close()
    return batches, moves


def run(command, limit, until=None):
    """Runs a command, and kills it after a time, or as soon as something is so."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    if until is not None:
        while process.poll() is None and not until():
            pass
        process.send_signal(signal.SIGKILL)
    elif limit is not None:
        time.sleep(limit)
        process.send_signal(signal.SIGKILL)
    out = process.communicate()[0]
    return process.returncode, out


def maps(folder):
    """Checks that every file of a folder of maps ends as it should, and all are of one run unless it says that they may not be;
    whether it says so, and whether they are of several."""
    if not os.path.isdir(folder):
        return False, False
    days = {}
    for path in glob.glob(f"{folder}/**/*", recursive=True):
        # What a killed writer left beside begins with a dot; the next one removes it.
        name = os.path.relpath(path, folder)
        if os.path.isdir(path) or name == MARK:
            continue
        data = open(path, "rb").read()
        assert data, f"{name} is empty"
        if name.endswith(".geojson"):
            days[name] = json.loads(data)["asOf"][:10]
        elif name.endswith(".html"):
            assert data.rstrip().endswith(b"</html>"), f"{name} is cut short"
            instant = int(re.search(rb'"asOf":(-?\d+)', data)[1]) / 1000
            days[name] = str(datetime.datetime.fromtimestamp(instant, datetime.timezone.utc).date())
        elif name.endswith(".pdf"):
            assert data.rstrip().endswith(b"%%EOF"), f"{name} is cut short"
            days[name] = subprocess.run(["pdfinfo", path], capture_output=True, text=True).stdout.split("Subject:")[1].split("\n")[0]
    is_marked = os.path.exists(f"{folder}/{MARK}")
    found = {re.search(r"2026-\d\d-\d\d", day)[0] for day in days.values()}
    assert is_marked or len(found) <= 1, f"files of several runs, and nothing says so: {days}"
    return is_marked, len(found) > 1


def identity(path):
    """Which file stands at a path."""
    try:
        return os.stat(path).st_ino, os.stat(path).st_mtime_ns
    except FileNotFoundError:
        return None


def race(tool, plan, rounds, chance):
    """Pairs of claims for a case each."""
    won = {"a": 0, "b": 0}
    steps = plan + ".steps.csv"
    with open(steps, "w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["case", "move", "at", "detail"])
        for number in range(rounds):
            table.writerow([f"0-{number + 1}", "triaged", "2026-01-03T00:00:00Z", ""])
            table.writerow([f"0-{number + 1}", "dispatched", "2026-01-03T00:00:00Z", "grid"])
    code, _ = run([tool, "cases", "advance", plan, "--events", steps, "--json"], None)
    os.remove(steps)
    assert code == 0, code
    for number in range(rounds):
        words = [tool, "cases", "advance", plan, f"0-{number + 1}", "claimed", "--at", "2026-01-04T00:00:00Z", "--json", "--quiet"]
        order = ["a", "b"] if chance.random() < 0.5 else ["b", "a"]
        racers = {name: subprocess.Popen([*words, "--actor", name], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) for name in order}
        told = {name: (json.loads(racer.communicate()[0]), racer.returncode) for name, racer in racers.items()}
        winners = [name for name, (answer, code) in told.items() if answer["advanced"] == 1 and code == 0]
        losers = [name for name, (answer, code) in told.items() if answer["advanced"] == 0 and code == 1 and len(answer["refused"]) == 1]
        assert len(winners) == 1 and len(losers) == 1, told
        base = sqlite3.connect(plan)
        held = base.execute("SELECT detail FROM case_events WHERE \"case\" = ? AND kind = 'claimed'", [f"0-{number + 1}"]).fetchall()
        base.close()
        assert held == [(winners[0],)], (held, winners)
        won[winners[0]] += 1
    return won


def main():
    tool, original = sys.argv[1:3]
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 200
    chance = random.Random(int(sys.argv[4]) if len(sys.argv) > 4 else 1)
    has_map = b"gridwright map" in subprocess.run([tool, "map", "--help"], capture_output=True).stdout
    with tempfile.TemporaryDirectory() as folder:
        plan, table, drawn = f"{folder}/plan.gpkg", f"{folder}/batch.csv", f"{folder}/maps"
        shutil.copy(original, plan)
        took = {}

        def timed(kind, words, limit, until=None):
            start = time.time()
            code, out = run(words, limit, until)
            # About half of the runs are to end by themselves, whatever else the machine does.
            if code in (0, 1):
                took[kind] = max(0.9 * took.get(kind, 0), time.time() - start)
            elif code == -signal.SIGKILL and kind in took:
                took[kind] *= 1.1
            return code, out

        batch(table, 0)
        code, _ = timed("import", [tool, "cases", "import", plan, table, "--json"], None)
        assert code in (0, 1), code
        done, moves, killed, journals, marked, mixed, drawn_whole = {"0"}, 1, 0, 0, 0, 0, 0
        kinds = ["triaged"] + ["paused", "resumed"] * rounds
        last = {}
        for number in range(1, rounds + 1):
            kind = ["import", "advance", "map" if has_map else "import", "relocate", "import", "advance", "map" if has_map else "advance"][number % 7]
            limit = chance.uniform(0, 1.2 * took.get(kind, took["import"]))
            if kind == "import":
                batch(table, number)
                code, out = timed(kind, [tool, "cases", "import", plan, table, "--json"], limit)
                if code in (0, 1) and json.loads(out)["imported"] == size(number):
                    done.add(str(number))
            elif kind == "advance":
                at = f"2026-01-02T{number // 60:02d}:{number % 60:02d}:00Z"
                code, out = timed(kind, [tool, "cases", "advance", plan, "0-0", kinds[moves - 1], "--at", at, "--json"], limit)
                if code == 0 and json.loads(out)["advanced"] == 1:
                    assert counts(plan)[1] == moves + 1, "an event that was told as done is lost"
            elif kind == "relocate":
                # Something to do: every case is said to be in no grid.
                base = sqlite3.connect(plan)
                for name in ("ST_IsEmpty", "ST_MinX", "ST_MaxX", "ST_MinY", "ST_MaxY"):
                    base.create_function(name, 1, lambda blob: 0)
                base.execute("UPDATE cases SET grid = NULL, located = 'outside' WHERE id LIKE '0-%'")
                base.commit()
                base.close()
                code, out = timed(kind, [tool, "cases", "relocate", plan, "--json"], limit)
            else:
                day = f"2026-{1 + number % 12:02d}-{1 + number // 12 % 28:02d}"
                words = [tool, "map", plan, "--as-of", f"{day}T00:00Z", "--time-zone", "UTC", "--out", drawn, "--json"]
                mark = f"{drawn}/{MARK}"
                before = identity(f"{drawn}/conditions.geojson")
                # Before the first file takes its place, or after it; a mark that is there already would be seen at once.
                stops = [lambda: os.path.exists(mark), lambda: identity(f"{drawn}/conditions.geojson") != before]
                until = stops[number % 2] if number % 4 and not os.path.exists(mark) else None
                code, out = timed(kind, words, limit, until)
                drawn_whole += code == 0
                assert code != 0 or not os.path.exists(mark), "a map that came to its end is marked as incomplete"
            killed += code == -signal.SIGKILL
            last[kind] = last.get(kind, 0) + 1
            if os.path.exists(plan + "-journal"):
                # The tool itself has to take back what is half written, not the checks below.
                journals += 1
                code, _ = run([tool, "cases", "stats", plan, "--as-of", "2026-06-01", "--json"], None)
                assert code == 0, code
            batches, moves = counts(plan)
            wrong = {name: count for name, count in batches.items() if count != size(name)}
            assert not wrong, f"half a batch: {wrong}"
            assert done <= set(batches), f"lost: {done - set(batches)}"
            done = set(batches)
            is_marked, is_mixed = maps(drawn)
            if kind == "map":
                marked += is_marked
                mixed += is_mixed
            left = [name for name in os.listdir(folder) if name not in ("plan.gpkg", "batch.csv", "plan.gpkg-journal", "maps")]
            left = [name for name in left if not name.endswith(".part")]
            assert not left, left
        code, out = run([tool, "cases", "relocate", plan, "--json"], None)
        assert code in (0, 1), code
        if has_map:
            code, out = run([tool, "map", plan, "--as-of", "2026-06-01T00:00Z", "--time-zone", "UTC", "--out", drawn, "--json"], None)
            assert code == 0 and maps(drawn) == (False, False), "the last map is not whole"
            left = [name for name in os.listdir(drawn) + os.listdir(f"{drawn}/sheets") if name.endswith(".part")]
            assert not left, f"the last map left {left}"
        code, out = run([tool, "cases", "stats", plan, "--as-of", "2026-06-01", "--json"], None)
        assert code == 0 and json.loads(out)["cases"] == sum(size(name) for name in done)
        print(
            f"{rounds} rounds ({', '.join(f'{count} {kind}' for kind, count in sorted(last.items()))}), {killed} killed, {journals} journals "
            f"left, {len(done)} batches and {moves} events of one case kept, "
            f"{drawn_whole} maps came to their end, {marked} were marked as incomplete and completed by the next, {mixed} of these of two runs")
        won = race(tool, plan, min(rounds, size(0) - 1), chance)
        print(f"{sum(won.values())} races of two claims, one winner each: {won['a']} to {won['b']}")


if __name__ == "__main__":
    main()

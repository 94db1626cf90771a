"""Kills `gridwright cases` at random instants, again and again, and looks whether anything committed was lost.

  kill.py GRIDWRIGHT PLAN [ROUNDS] [SEED]

PLAN is a plan file with grids and without cases; a copy is used. Each round imports a batch of cases or moves one on, and is
killed after a random time. Afterwards SQLite has to find the file sound, every batch is there whole or not at all, what a
command had told as done is there, and the next command starts clean.
"""

import csv
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time

BATCH = 500


def batch(path, number):
    with open(path, "w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["id", "class", "created"])
        table.writerows([f"{number}-{row}", "noise", "2026-01-01T00:00:00Z"] for row in range(BATCH))


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


def run(command, limit):
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    if limit is not None:
        time.sleep(limit)
        process.send_signal(signal.SIGKILL)
    out = process.communicate()[0]
    return process.returncode, out


def main():
    tool, original = sys.argv[1:3]
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 200
    chance = random.Random(int(sys.argv[4]) if len(sys.argv) > 4 else 1)
    with tempfile.TemporaryDirectory() as folder:
        plan, table = f"{folder}/plan.gpkg", f"{folder}/batch.csv"
        shutil.copy(original, plan)
        batch(table, 0)
        start = time.time()
        code, _ = run([tool, "cases", "import", plan, table, "--json"], None)
        assert code == 0, code
        took = time.time() - start
        done, moves, killed, journals = {"0"}, 1, 0, 0
        kinds = ["triaged"] + ["paused", "resumed"] * rounds
        for number in range(1, rounds + 1):
            limit = chance.uniform(0, 1.2 * took)
            start = time.time()
            if number % 2:
                batch(table, number)
                code, out = run([tool, "cases", "import", plan, table, "--json"], limit)
                if code == 0 and json.loads(out)["imported"] == BATCH:
                    done.add(str(number))
            else:
                at = f"2026-01-02T{number // 60:02d}:{number % 60:02d}:00Z"
                code, out = run([tool, "cases", "advance", plan, "0-0", kinds[moves - 1], "--at", at, "--json"], limit)
                if code == 0 and json.loads(out)["advanced"] == 1:
                    assert counts(plan)[1] == moves + 1, "an event that was told as done is lost"
            killed += code == -signal.SIGKILL
            if code == 0:
                took = max(took, time.time() - start)
            if os.path.exists(plan + "-journal"):
                # The tool itself has to take back what is half written, not the checks below.
                journals += 1
                code, _ = run([tool, "cases", "stats", plan, "--as-of", "2026-06-01", "--json"], None)
                assert code == 0, code
            batches, moves = counts(plan)
            assert set(batches.values()) <= {BATCH}, f"half a batch: {batches}"
            assert done <= set(batches), f"lost: {done - set(batches)}"
            done = set(batches)
            left = [name for name in os.listdir(folder) if name not in ("plan.gpkg", "batch.csv", "plan.gpkg-journal")]
            assert not left, left
        code, out = run([tool, "cases", "stats", plan, "--as-of", "2026-06-01", "--json"], None)
        assert code == 0 and json.loads(out)["cases"] == BATCH * len(done)
        print(f"{rounds} rounds, {killed} killed, {journals} journals left, {len(done)} batches and {moves} events of one case kept")


main()

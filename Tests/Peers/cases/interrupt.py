"""Interrupts `gridwright map` and `gridwright cases import` by SIGINT and SIGTERM, again and again, and looks whether anything
half is left.

  interrupt.py GRIDWRIGHT PLAN [ROUNDS] [SEED]

PLAN is a plan file with grids and without cases; a copy is used. Each round runs one of the two commands and sends one of the
two signals: after a random time, as soon as a file is being written, or as soon as files take their places. After one signal
the command either ends with 130 and has left everything as it was, to the byte for a folder of maps and to the row for a plan,
or had come to its end, and has done all of it. Every third round sends a second signal: the command ends at once, and what it
leaves is of one run, or says that it is not (INCOMPLETE.json) and is completed by the next. A signal before the first line of
the program has run ends it as any program; then too nothing has changed.
"""

import glob
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from kill import MARK, batch, counts, maps, size

SIGNALS = (signal.SIGINT, signal.SIGTERM)
# Within this many seconds a command has to stop.
SOON = 10


def contents(folder):
    """Every file of a folder by name, as a digest of its bytes; what is being written begins with a dot."""
    names = glob.glob(f"{folder}/**/*", recursive=True)
    return {
        os.path.relpath(name, folder): hashlib.sha256(open(name, "rb").read()).hexdigest() for name in names if os.path.isfile(name)}


def unfinished(folder):
    return [name for _, _, names in os.walk(folder) for name in names if name.endswith(".part")]


def interrupted(words, number, after, until, twice):
    """Runs a command and sends it a signal when something is the case or a time has passed; a second one right after it."""
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    start = time.time()
    while process.poll() is None and time.time() - start < after and not until():
        time.sleep(0.0005)
    process.send_signal(number)
    sent = time.time()
    if twice:
        time.sleep(random.random() * 0.004)
        process.send_signal(number)
    _, said = process.communicate(timeout=60)
    took = time.time() - sent
    assert process.returncode == -number or took < SOON, f"{took:.1f} s to stop"
    return process.returncode, said.decode()


def main():
    tool, original = sys.argv[1:3]
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 120
    chance = random.Random(int(sys.argv[4]) if len(sys.argv) > 4 else 1)
    told = {}
    with tempfile.TemporaryDirectory() as folder:
        plan, table, drawn = f"{folder}/plan.gpkg", f"{folder}/batch.csv", f"{folder}/maps"
        shutil.copy(original, plan)
        batch(table, 1)
        start = time.time()
        assert subprocess.run([tool, "cases", "import", plan, table, "--quiet"]).returncode in (0, 1)
        took = {"import": time.time() - start}

        def words_of_map(day):
            return [tool, "map", plan, "--as-of", f"2026-06-{day:02d}T00:00Z", "--time-zone", "UTC", "--out", drawn]

        start = time.time()
        assert subprocess.run([*words_of_map(1), "--quiet"]).returncode == 0
        took["map"] = time.time() - start
        done = {"1"}
        for round in range(1, rounds + 1):
            kind = ("map", "import")[round % 2]
            number = SIGNALS[round // 2 % 2]
            twice = round % 3 == 0
            before = contents(drawn)
            if kind == "map":
                words = words_of_map(2 + round % 28)
                begun = [lambda: False, lambda: unfinished(drawn), lambda: os.path.exists(f"{drawn}/{MARK}")]
            else:
                # A large batch now and then; the plan keeps all of them.
                key = f"{round}{5 if round % 8 == 1 else 1}"
                batch(table, key)
                words = [tool, "cases", "import", plan, table]
                begun = [lambda: False, lambda: os.path.exists(plan + "-journal")]
            until = begun[round // 4 % len(begun)]
            if until():
                until = begun[0]
            after = chance.uniform(0, took[kind]) if until is begun[0] else 60
            code, words = interrupted(words, number, after, until, twice)
            assert code in (0, 1, 130, -number), (code, words)
            way = {130: "stopped", -number: "not begun"}.get(code, "finished")
            told[way] = told.get(way, 0) + 1
            is_cut = twice and code == 130
            if code == 130 and not twice:
                assert "stopped as asked" in words.lower(), words
            if kind == "map":
                is_marked, is_mixed = maps(drawn)
                if code in (0, 1):
                    assert contents(drawn) != before and not is_marked and not unfinished(drawn), "a finished map is not whole"
                elif not is_cut:
                    assert contents(drawn) == before, "a stopped map has changed the folder"
                    assert not is_marked and not unfinished(drawn), "a stopped map left something unfinished"
                elif is_marked:
                    told["completed by the next"] = told.get("completed by the next", 0) + 1
                if is_cut:
                    assert subprocess.run([*words_of_map(30), "--quiet"]).returncode == 0
                    assert maps(drawn) == (False, False) and not unfinished(drawn), "the next map is not whole"
            else:
                if is_cut and os.path.exists(plan + "-journal"):
                    assert subprocess.run([tool, "cases", "stats", plan, "--as-of", "2026-06-01", "--quiet"], capture_output=True).returncode == 0
                # One that SQLite had not yet believed in may stay until the next writer.
                assert code not in (0, 1) or not os.path.exists(plan + "-journal"), "a journal is left"
                batches, _ = counts(plan)
                if code in (0, 1):
                    done.add(key)
                elif not is_cut:
                    assert key not in batches, "a stopped import has put something in"
                done |= {key} & set(batches)
                assert set(batches) == done and all(batches[name] == size(name) for name in done), "half a batch"
            left = set(os.listdir(folder)) - {"plan.gpkg", "batch.csv", "maps", "plan.gpkg-journal"}
            assert not left, left
        print(
            f"{rounds} rounds of SIGINT and SIGTERM to map and cases import: "
            + ", ".join(f"{count} {way}" for way, count in sorted(told.items()))
            + f"; {len(done)} batches whole, nothing half")


main()

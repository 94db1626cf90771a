"""Throws bad input at every `gridwright cases` command, and looks whether each is answered and harms nothing.

  attack.py GRIDWRIGHT PLAN

PLAN is a plan file with grids and without cases; a copy is used. Whatever comes in: the exit status is one that is promised
(never a signal, never 70), a refusal says something in the language asked for, what was refused changes no byte of the plan,
SQLite finds the file sound, and no cell of a list is a formula.
"""

import csv
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile

HEAD = "id,class,created,closed,lat,lon,area,address\n"
GOOD = "1,noise,2026-01-01T00:00:00Z,,,,,"


def row(id="x", kind="noise", created="2026-01-01T00:00:00Z", closed="", lat="", lon="", area="", address=""):
    return ",".join([id, kind, created, closed, lat, lon, area, address])


def quoted(text):
    return '"' + text.replace('"', '""') + '"'


# A row, and the reason by which it is rejected; None where it is taken.
ROWS = {
    "no id": (row(id=""), "no-id"),
    "id of blanks": (row(id="   "), "no-id"),
    "no class": (row(kind=""), "no-class"),
    "no time": (row(created=""), "no-time"),
    "before 1970": (row(created="1969-12-31T23:59:59Z"), "time-out-of-range"),
    "year 0": (row(created="0000-01-01T00:00:00Z"), False),
    "year 9999": (row(created="9999-01-01T00:00:00Z"), "time-out-of-range"),
    "after as-of": (row(created="2027-01-01T00:00:00Z"), "in-future"),
    "closed after as-of": (row(closed="2027-01-01T00:00:00Z"), "in-future"),
    "closed before opened": (row(closed="2025-12-31T00:00:00Z"), "closed-before-opened"),
    "30 February": (row(created="2026-02-30"), "not-a-time"),
    "hour 25": (row(created="2026-01-01T25:00"), "not-a-time"),
    "words for a time": (row(created="yesterday"), "not-a-time"),
    "a million digits": (row(created="1" * 1_000_000), "not-a-time"),
    "0, 0": (row(lat="0", lon="0"), "zero-coordinates"),
    "latitude alone": (row(lat="34"), "invalid-coordinates"),
    "words for a place": (row(lat="north", lon="east"), "invalid-coordinates"),
    "not a number": (row(lat="nan", lon="nan"), "invalid-coordinates"),
    "infinite": (row(lat="inf", lon="1"), "invalid-coordinates"),
    "latitude 91": (row(lat="91", lon="10"), "invalid-coordinates"),
    "huge": (row(lat="1e308", lon="1e308"), "invalid-coordinates"),
    "other side of the earth": (row(lat="-34", lon="-60"), None),
    "long class": (row(kind="x" * 1_000_000), "too-long"),
    "long id": (row(id="x" * 1_000_000), "too-long"),
    "long area": (row(area="x" * 1_000_000), "too-long"),
    "long address": (row(address="x" * 1_000_000), "too-long"),  # asked for below
    "control character": (row(kind="noi\x07se"), "control-characters"),
    "escape": (row(id="x\x1b[31m"), "control-characters"),
    "NUL": (row(id="x\x00y"), "control-characters"),
    "formula": (row(id="=cmd|' /C calc'!A0", kind="noise"), None),
    "plus formula": (row(id="+1+1", kind="noise"), None),
    "at formula": (row(id="@SUM(A1)", kind="noise"), None),
    "minus formula": (row(id="-2+3", kind="noise"), None),
    "tab formula": (row(id=quoted("\t=1+1"), kind="noise"), None),
    "formula class": (row(id="f2", kind="=HYPERLINK(\"\"x\"\")".replace('""', "'")), None),
    "HTML": (row(id="<script>alert(1)</script>", kind="<b>noise</b>"), None),
    "quotes": (row(id=quoted('a"b'), kind="noise"), None),
    "SQL": (row(id="'; DROP TABLE cases; --", kind="noise"), None),
    "emoji": (row(id="🚰1", kind="🚰"), None),
    "right to left": (row(id="\u202eabc", kind="noise"), None),
    "combining": (row(id="e\u0301", kind="noise"), None),
    "line end in a cell": (row(id=quoted("a\nb"), kind="noise"), None),
    "short row": ("short", "no-class"),
    "long row": (row(id="long-row") + ",,,,,", None),
    "row with a cell too many": (row(id="wide") + ",x", "surplus-cells"),
}

# Options of import that are refused as a whole.
OPTIONS = [
    ["--fields", "id=nothere"], ["--fields", "id"], ["--fields", "id=id,id=class"], ["--fields", "who=id"], ["--fields", "="],
    ["--datum", "EPSG:999999"], ["--datum", "moon"], ["--datum", ""], ["--time-zone", "Mars/Olympus"], ["--time-zone", ""],
    ["--as-of", "tomorrow"], ["--as-of", ""], ["--encoding", "ebcdic"], ["--date-order", "ymd"], ["--epoch", "weeks"],
    ["--classes", "/nowhere.csv"], ["--rules", "nowhere"], ["--rules", "/nowhere.yaml"], ["--format", "xml"],
    ["--out", "/nowhere/out.csv"], ["--wait", "-1"], ["--reporters", "name=id"],
    ["--reporters", "name=id", "--key", "/nowhere", "--keep-days", "5"],
    ["--reporters", "name=id", "--key", "/dev/zero", "--keep-days", "5"],
    ["--reporters", "name=id", "--key", "KEY", "--keep-days", "0"],
    ["--reporters", "name=id", "--key", "KEY", "--keep-days", "99999999999"],
    ["--reporters", "mood=id", "--key", "KEY", "--keep-days", "5"],
    ["--reporters", "name=nothere", "--key", "KEY", "--keep-days", "5"],
    ["--reporters", "", "--key", "KEY", "--keep-days", "5"],
]

# Whole files that are no list of cases, by name.
FILES = {
    "empty.csv": b"", "header.csv": b"who,what\n1,2\n", "open.csv": HEAD.encode() + b'"1,noise', "binary.csv": bytes(range(256)) * 9,
    "nul.csv": b"\0" * 1000, "bad.json": b"{", "list.json": b"[1, 2, 3]", "deep.json": b"[" * 100_000, "bad.xml": b"<service_requests><request>",
    "bomb.xml": b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><service_requests><request><service_request_id>&b;</service_request_id></request></service_requests>',
    "outside.xml": b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><service_requests><request><service_request_id>&a;</service_request_id></request></service_requests>',
    "other.xml": b"<html/>", "bad.geojson": b'{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point","coordinates":["a","b"]},"properties":{"class":"x","created":"2026-01-01T00:00:00Z"}}]}',
    "plan.gpkg": b"SQLite format 3\0" + b"\0" * 100, "utf16.csv": HEAD.encode("utf-16"),
}

# Other commands: words after `cases`, PLAN standing for the plan with a case `1`.
COMMANDS = [
    "advance PLAN", "advance PLAN 1", "advance PLAN 1 flown --at 2026-01-02T00:00", "advance PLAN 1 triaged", "advance PLAN 1 triaged --at never",
    "advance PLAN nobody triaged --at 2026-01-02T00:00Z", "advance PLAN 1 archived --at 2026-01-02T00:00Z", "advance PLAN 1 triaged --at 1960-01-02T00:00Z",
    "advance PLAN 1 triaged --at 2099-01-02T00:00Z", "advance PLAN 1 dispatched --at 2026-01-02T00:00Z", "advance PLAN 1 dispatched --to moon --at 2026-01-02T00:00Z",
    "advance PLAN 1 claimed --at 2026-01-02T00:00Z", "advance PLAN 1 merged --at 2026-01-02T00:00Z", "advance PLAN 1 merged --to 1 --at 2026-01-02T00:00Z",
    "advance PLAN 1 merged --to nobody --at 2026-01-02T00:00Z", "advance PLAN 1 submitted --at 2026-01-02T00:00Z", "advance PLAN --events /nowhere.csv",
    "advance PLAN 1 triaged --events x.csv --at 2026-01-02T00:00Z", "advance /nowhere.gpkg 1 triaged --at 2026-01-02T00:00Z",
    "list PLAN --format xlsx", "list PLAN --located moon", "list PLAN --state lost", "list PLAN --as-of never", "list PLAN --json", "list PLAN --out /nowhere/x.csv",
    "list PLAN --out PLAN", "list /nowhere.gpkg", "list EMPTY", "stats EMPTY", "stats PLAN --due-in 2026-13", "stats PLAN --due-in 2026-02-01..2026-01-01",
    "stats PLAN --due-in x..y", "stats PLAN --as-of 2026-02-30", "stats PLAN --rules nowhere", "duplicates EMPTY", "duplicates PLAN --metres -1", "duplicates PLAN --metres nan",
    "duplicates PLAN --days 0", "duplicates PLAN --days -3", "duplicates PLAN --most -1", "list PLAN --grid nowhere", "list PLAN --class nothing",
    "list PLAN --grid x\x1b[31m", "advance PLAN x\x1b[31m triaged --at 2026-01-02T00:00Z", "advance PLAN 1 x\x1b[31m --at 2026-01-02T00:00Z", "list PLAN --x\x1b[31m", "duplicates PLAN --most 0", "duplicates PLAN --format geojson", "duplicates PLAN --json", "relocate EMPTY", "relocate /nowhere.gpkg",
    "relocate PLAN --cases-moved /nowhere/x.csv", "relocate PLAN --cases-moved PLAN", "reporters key KEY", "reporters key /nowhere/key", "reporters show PLAN 1 --key KEY --reader w1",
    "reporters show PLAN 1 --key /nowhere --reader w1", "reporters show PLAN 1 --key KEY", "reporters show EMPTY 1 --key KEY --reader w1", "reporters purge /nowhere.gpkg",
    "reporters purge PLAN --as-of never", "import PLAN /nowhere.csv", "import PLAN /dev/null", "import PLAN /tmp", "import /nowhere.gpkg good.csv", "import good.csv good.csv",
]


def main():
    tool, original = sys.argv[1:3]
    failures = []
    count = 0

    def run(words, plan=None, allowed=(0, 1, 64, 65, 73)):
        """Runs a command; tells whether the plan kept its bytes."""
        nonlocal count
        count += 1
        before = open(plan, "rb").read() if plan else b""
        done = subprocess.run([tool, "cases", *words], capture_output=True, timeout=120, cwd=folder)
        name = " ".join(word[:60] for word in words)
        said = done.stdout + done.stderr
        if done.returncode not in allowed:
            failures.append(f"{name}: exit status {done.returncode}: {said[:300]!r}")
        if done.returncode not in (0, 1) and not done.stderr.strip():
            failures.append(f"{name}: nothing said")
        if b"\x1b[31m" in said or b"\x07" in said:
            failures.append(f"{name}: control characters came through")
        if plan and done.returncode not in (0,) and before != open(plan, "rb").read():
            with sqlite3.connect(plan) as file:
                sound = file.execute("PRAGMA integrity_check").fetchone()[0]
            if done.returncode != 1 or sound != "ok":
                failures.append(f"{name}: refused, and the plan changed")
        return done

    with tempfile.TemporaryDirectory() as folder:
        plan, empty, key = f"{folder}/plan.gpkg", f"{folder}/empty.gpkg", f"{folder}/reporters.key"
        shutil.copy(original, empty)
        run(["reporters", "key", key])
        for name, (text, reason) in ROWS.items():
            shutil.copy(original, plan)
            with open(f"{folder}/rows.csv", "w", encoding="utf-8", newline="") as file:
                file.write(HEAD + GOOD + "\n" + text + "\n")
            done = run(["import", plan, f"{folder}/rows.csv", "--as-of", "2026-11-21T00:00Z", "--json", "--fields", "address=address", "--out", f"{folder}/told.csv"], allowed=(0, 1))
            if done.returncode not in (0, 1):
                continue
            told = json.loads(done.stdout)
            if reason is not False:
                rejected = {reason: 1} if reason else {}
                if told["rejectedBy"] != rejected or told["imported"] != (1 if reason else 2):
                    failures.append(f"{name}: {told['rejectedBy']}, {told['imported']} imported")
            for path, words in ((f"{folder}/told.csv", None), (f"{folder}/list.csv", ["list", plan, "--as-of", "2026-11-21T00:00Z", "--out", f"{folder}/list.csv"])):
                if words:
                    run(words, allowed=(0,))
                for cells in csv.reader(open(path, encoding="utf-8", newline="")):
                    for cell in cells:
                        number = cell.lstrip("+-").replace(".", "", 1).isdigit()
                        if cell[:1] in ("=", "+", "-", "@", "\t", "\r") and not number:
                            failures.append(f"{name}: {os.path.basename(path)} has the formula {cell!r}")
            for form in ("json", "geojson"):
                run(["list", plan, "--as-of", "2026-11-21T00:00Z", "--format", form, "--out", f"{folder}/list.{form}"], allowed=(0,))
                json.load(open(f"{folder}/list.{form}", encoding="utf-8"))
            with sqlite3.connect(plan) as file:
                assert file.execute("PRAGMA integrity_check").fetchone()[0] == "ok", name
        with open(f"{folder}/good.csv", "w") as file:
            file.write(HEAD + GOOD + "\n")
        shutil.copy(original, plan)
        run(["import", plan, f"{folder}/good.csv", "--as-of", "2026-11-21T00:00Z"], allowed=(0,))
        for words in OPTIONS:
            words = [key if word == "KEY" else word for word in words]
            as_of = [] if "--as-of" in words else ["--as-of", "2026-11-21T00:00Z"]
            run(["import", plan, f"{folder}/good.csv", *as_of, *words], plan, allowed=(64, 65, 73))
        for name, data in FILES.items():
            with open(f"{folder}/{name}.tmp", "wb") as file:
                file.write(data)
            place = f"{folder}/bad-{name}"
            os.rename(f"{folder}/{name}.tmp", place)
            run(["import", plan, place, "--as-of", "2026-11-21T00:00Z"], plan)
            if name == "outside.xml" and b"root:" in open(plan, "rb").read():
                failures.append("an external entity was followed")
        for words in (["import", plan, f"{folder}/good.csv"], ["relocate", plan], ["reporters", "purge", plan]):
            done = run([*words, "--as-of", "2026-11-21T00:00Z", "--quiet"], plan, allowed=(0,))
            if done.stdout or done.stderr:
                failures.append(f"{words[0]}: not quiet: {done.stdout[:100]!r}")
        for text in COMMANDS:
            words = [{"PLAN": plan, "EMPTY": empty, "KEY": key}.get(word, word) for word in text.split()]
            for language in ("en", "zh"):
                done = run([*words, "--lang", language], plan, allowed=(1, 64, 65, 73))
                if language == "zh" and done.returncode in (64, 65, 73) and not any(ord(c) > 0x2E80 for c in done.stderr.decode()):
                    failures.append(f"{text}: not told in Chinese: {done.stderr[:200]!r}")
        left = [name for name in os.listdir(folder) if name.endswith((".part", "-journal"))]
        if left:
            failures.append(f"left behind: {left}")
    print(f"{count} commands, {len(failures)} failures")
    print("\n".join(failures))
    sys.exit(1 if failures else 0)


main()

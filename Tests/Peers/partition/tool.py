"""Runs of `gridwright partition`."""

import csv
import json
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import numpy

ROOT = Path(__file__).resolve().parents[3]
TOOL = ROOT / ".build/release/gridwright"


@dataclass
class Run:
    zone: numpy.ndarray | None
    seconds: float  # wall time of the process, reading and writing included
    summary: dict
    note: str = ""


def divide(tool, instance, seed, folder, seconds=None, effort=None, threads=2):
    """One run; its table read back by ids."""
    out = Path(folder) / f"ours{seed}.csv"
    out.unlink(missing_ok=True)
    command = [str(tool), "partition", instance.file, *instance.flags, "--seed", str(seed), "--threads", str(threads)]
    command += ["--out", str(out), "--json", "--quiet"]
    command += ["--time-limit", str(seconds)] if seconds else []
    command += ["--effort", effort] if effort else []
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True)
    wall = time.perf_counter() - start
    if done.returncode not in (0, 1):
        return Run(None, wall, {}, done.stderr.strip())
    with open(out, newline="") as file:
        zone = {row["id"]: int(row["zone"]) for row in csv.DictReader(file)}
    return Run(numpy.array([zone[str(atom)] for atom in instance.ids]), wall, json.loads(done.stdout))

"""Runs of `gridwright partition`."""

import csv
import json
import os
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
    peak: float  # megabytes
    summary: dict
    note: str = ""


def divide(tool, instance, seed, folder, seconds=None, effort=None, threads=2, goal=None):
    """One run; its table read back by ids."""
    out, said, complained = (Path(folder) / f"ours.{kind}" for kind in ("csv", "json", "err"))
    out.unlink(missing_ok=True)
    command = [str(tool), "partition", instance.file, *instance.flags, "--seed", str(seed), "--threads", str(threads)]
    command += ["--out", str(out), "--json", "--quiet"]
    command += ["--time-limit", str(seconds)] if seconds else []
    command += ["--effort", effort] if effort else []
    command += ["--until-cost", str(goal)] if goal is not None else []
    start = time.perf_counter()
    with open(said, "w") as stdout, open(complained, "w") as stderr:
        process = subprocess.Popen(command, stdout=stdout, stderr=stderr)
        _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        return Run(None, wall, usage.ru_maxrss / 1024, {}, complained.read_text().strip() or f"ended with {process.returncode}")
    with open(out, newline="") as file:
        zone = {row["id"]: int(row["zone"]) for row in csv.DictReader(file)}
    return Run(
        numpy.array([zone[str(atom)] for atom in instance.ids]), wall, usage.ru_maxrss / 1024, json.loads(said.read_text()))

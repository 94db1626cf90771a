"""What every benchmark says of a run: the machine, the commit, and where tables are kept."""

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def machine():
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        model = next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        model = "unknown processor"
    return f"{os.cpu_count()} × {model}, load {os.getloadavg()[0]:.1f} at the start"


def commit():
    def git(*words):
        return subprocess.run(["git", "-C", ROOT, *words], capture_output=True, text=True).stdout.strip()

    return (git("rev-parse", "--short", "HEAD") or "unknown") + (" with changes" if git("status", "--porcelain") else "")


def record(report):
    with (ROOT / "Sources/Benchmarks/RESULTS.md").open("a", encoding="utf-8") as results:
        results.write(f"\n{report}")

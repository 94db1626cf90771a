#!/usr/bin/env bash
# Takes a million synthetic cases in and counts them, beside GDAL and GeoPandas in the same run; arguments go to bench.py
# (`run.sh --help`). Uses the Python of $GRIDWRIGHT_PYTHON, else .venv with the packages of Tests/Peers, which it makes; with
# --if-installed first, it runs only where they are there already, and says what it skips.
set -euo pipefail
cd "$(dirname "$0")/../../.."

python=${GRIDWRIGHT_PYTHON:-.venv/bin/python}
ready() { [ -n "${GRIDWRIGHT_PYTHON:-}" ] || cmp -s Tests/Peers/requirements.txt .venv/requirements.txt; }

if [ "${1:-}" = --if-installed ]; then
  shift
  ready || {
    printf 'SKIPPED: GeoPandas is not installed; `make peers` installs it into .venv\n'
    exit 0
  }
fi
ready || {
  printf 'peers: installing pinned Python packages into .venv\n' >&2
  python3 -m venv .venv
  .venv/bin/python -m pip install --quiet --disable-pip-version-check -r Tests/Peers/requirements.txt
  cp Tests/Peers/requirements.txt .venv/requirements.txt
}
exec "$python" Tests/Peers/cases/bench.py "$@"

#!/usr/bin/env bash
# Divides the same graphs with Gridwright, METIS, KaHIP, GerryChain and spopt in one run; arguments go to bench.py
# (`run.sh --help`). Makes .venv/partition with pinned packages; with --if-installed first, it does so only where they are
# there already, and says what it skips.
set -euo pipefail
cd "$(dirname "$0")/../../.."

here=Tests/Peers/partition
environment=.venv/partition
ready() { cmp -s "$here/requirements.txt" "$environment/requirements.txt"; }

if [ "${1:-}" = --if-installed ]; then
  shift
  ready || {
    printf 'SKIPPED: the partitioners are not installed; `make peers` installs them into %s\n' "$environment"
    exit 0
  }
fi
ready || {
  printf 'peers: installing pinned Python packages into %s\n' "$environment" >&2
  python3 -m venv "$environment"
  "$environment/bin/python" -m pip install --quiet --disable-pip-version-check -r "$here/requirements.txt"
  cp "$here/requirements.txt" "$environment/requirements.txt"
}
exec "$environment/bin/python" "$here/bench.py" "$@"

#!/usr/bin/env bash
# Sites the same points with Gridwright and with spopt and its default solver (CBC) in one run; arguments go to bench.py
# (`run.sh --help`). Makes .venv/siting with pinned packages.
set -euo pipefail
cd "$(dirname "$0")/../../.."

here=Tests/Peers/siting
environment=.venv/siting
cmp -s "$here/requirements.txt" "$environment/requirements.txt" || {
  printf 'peers: installing pinned Python packages into %s\n' "$environment" >&2
  python3 -m venv "$environment"
  "$environment/bin/python" -m pip install --quiet --disable-pip-version-check -r "$here/requirements.txt"
  cp "$here/requirements.txt" "$environment/requirements.txt"
}
exec "$environment/bin/python" "$here/bench.py" "$@"

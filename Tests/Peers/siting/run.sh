#!/usr/bin/env bash
# Sites the same points with Gridwright and with spopt and its default solver (CBC) in one run; arguments go to bench.py
# (`run.sh --help`). Makes .venv/siting with pinned packages.
set -euo pipefail
cd "$(dirname "$0")/../../.."

. Tests/Peers/python.sh
peer_python .venv/siting Tests/Peers/siting/requirements.txt "spopt is" "$@"
exec "$python" Tests/Peers/siting/bench.py ${arguments[@]+"${arguments[@]}"}

#!/usr/bin/env bash
# Divides the same graphs with Gridwright, METIS, KaHIP, GerryChain and spopt in one run; arguments go to bench.py
# (`run.sh --help`). Makes .venv/partition with pinned packages; with --if-installed first, it does so only where they are
# there already, and says what it skips.
set -euo pipefail
cd "$(dirname "$0")/../../.."

. Tests/Peers/python.sh
peer_python .venv/partition Tests/Peers/partition/requirements.txt "METIS, KaHIP, GerryChain and spopt are" "$@"
exec "$python" Tests/Peers/partition/bench.py ${arguments[@]+"${arguments[@]}"}

#!/usr/bin/env bash
# Audits coverages beside GEOS's validator in one run; arguments go to bench.py (`run.sh --help`). Uses the Python of
# $GRIDWRIGHT_PYTHON, else .venv with the packages of Tests/Peers, which it makes; with --if-installed first, it runs only
# where they are there already, and says what it skips.
set -euo pipefail
cd "$(dirname "$0")/../../.."

. Tests/Peers/python.sh
shared_python "shapely is" "$@"
exec "$python" Tests/Peers/coverage/bench.py ${arguments[@]+"${arguments[@]}"}

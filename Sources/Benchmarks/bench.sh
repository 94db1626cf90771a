#!/usr/bin/env bash
# Times `gridwright plan` stage by stage. Arguments go to measure.py: sizes of synthetic counties, --record and others
# (`bench.sh --help`).
set -euo pipefail
cd "$(dirname "$0")/../.."
exec python3 Sources/Benchmarks/measure.py "$@"

#!/usr/bin/env bash
# Compares Gridwright with tools we did not write: shapely and networkx check its plans, METIS divides the same ground,
# GDAL reads the files. Makes .venv with pinned packages. Real data is looked for in $GRIDWRIGHT_SHARED or ../shared;
# what is missing is skipped, and said. Exit status 1 where a check fails.
set -euo pipefail
cd "$(dirname "$0")/../.."

tool=${GRIDWRIGHT:-.build/release/gridwright}
shared=$(realpath -m "${GRIDWRIGHT_SHARED:-../shared}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failures=0

say() { printf '\n== %s\n' "$*"; }
skip() { printf 'SKIPPED: %s\n' "$*"; }
check() { # check WHAT COMMAND...: counts a failure and goes on
  local what=$1
  shift
  "$@" || {
    printf 'FAILED: %s\n' "$what"
    failures=$((failures + 1))
  }
}

[ -x "$tool" ] || {
  printf 'peers: %s is not there; run `make build` first\n' "$tool" >&2
  exit 1
}

. Tests/Peers/python.sh
peer_python .venv Tests/Peers/requirements.txt shapely

# plan NAME MANIFEST: exit status 1 of the tool means a plan with findings, which plan_check judges for itself
plan() {
  local status=0
  "$tool" plan "$2" --out "$work/$1.gpkg" --json --quiet >"$work/$1.json" || status=$?
  [ "$status" -le 1 ] || printf '%s: gridwright plan ended with %d\n' "$1" "$status"
  [ "$status" -le 1 ]
}

# figure NAME KEY...: a number of a plan's summary
figure() {
  .venv/bin/python -c 'import functools, json, sys
print(functools.reduce(lambda value, key: value[key], sys.argv[2:], json.load(open(sys.argv[1]))))' "$work/$1.json" "${@:2}"
}

judge() { # judge NAME HOUSEHOLDS
  check "plan_check of $1" .venv/bin/python Tests/Peers/plan_check.py "$work/$1.gpkg" ${2:+--households "$2"}
}

real() { # real NAME FILE: fills the benchmark's manifest, or skips
  if [ ! -e "$shared/data/$2" ]; then
    skip "$1: $shared/data/$2 is not there"
    return 1
  fi
  cp Sources/Benchmarks/manifests/*.yaml "$work/"
  sed -i "s|\${SHARED}|$shared|g" "$work/$1.yaml"
}

say "A synthetic county of 20,000 households, checked by shapely and networkx"
"$tool" sample --households 20000 --seed 7 --out "$work/county" --quiet
plan county "$work/county/county.yaml" && judge county 20000 || failures=$((failures + 1))

say "Yilan: checked by shapely and networkx, and divided by METIS in the same run"
if real yilan yilan/yilan.gpkg; then
  if plan yilan "$work/yilan.yaml"; then
    judge yilan 166020
    check "METIS on yilan" .venv/bin/python Tests/Peers/metis_communities.py "$work/yilan.gpkg" \
      --seconds "$(figure yilan seconds partition)"
  else
    failures=$((failures + 1))
  fi
fi

say "Liechtenstein: two nested levels and dedicated grids, checked by shapely and networkx"
if real liechtenstein liechtenstein/liechtenstein.gpkg; then
  plan liechtenstein "$work/liechtenstein.yaml" && judge liechtenstein "$(figure liechtenstein households)" ||
    failures=$((failures + 1))
fi

say "GDAL: is the plan a valid GeoPackage?"
if /usr/bin/python3 -c 'import osgeo_utils.samples.validate_gpkg' 2>/dev/null; then
  for file in "$work"/*.gpkg; do
    printf '%s: ' "$(basename "$file")"
    check "validate_gpkg of $(basename "$file")" /usr/bin/python3 -m osgeo_utils.samples.validate_gpkg "$file"
    echo "checked"
  done
else
  skip "validate_gpkg: install the Debian package python3-gdal"
fi

say "GDAL: ogrinfo reads every layer"
if command -v ogrinfo >/dev/null; then
  for file in "$work"/*.gpkg; do
    printf '%s: ' "$(basename "$file")"
    ogrinfo -ro -al -so "$file" >"$work/ogrinfo.txt" 2>"$work/ogrinfo.err" || true
    check "ogrinfo of $(basename "$file")" test ! -s "$work/ogrinfo.err"
    cat "$work/ogrinfo.err"
    sed -n 's/^Layer name: //p; s/^Feature Count: //p' "$work/ogrinfo.txt" | paste -d ' ' - - | paste -sd ',' | sed 's/,/, /g'
  done
else
  skip "ogrinfo: install the Debian package gdal-bin"
fi

echo
if [ "$failures" -gt 0 ]; then
  echo "$failures comparisons failed"
  exit 1
fi
echo "all comparisons passed"

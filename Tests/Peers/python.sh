# Sourced by the scripts of peers: finds or makes a Python with pinned packages.

# peer_python ENVIRONMENT REQUIREMENTS WHAT [OPTION...]: sets `python`, and `arguments` to the options without --if-installed;
# with that first, a Python that is not there yet is said to be skipped, and the script ends.
peer_python() {
  local environment=$1 requirements=$2 what=$3
  shift 3
  python=$environment/bin/python
  local is_optional=
  if [ "${1:-}" = --if-installed ]; then
    is_optional=1
    shift
  fi
  arguments=("$@")
  if cmp -s "$requirements" "$environment/requirements.txt"; then return; fi
  if [ "$is_optional" ]; then
    printf 'SKIPPED: %s not installed; `make peers` installs it into %s\n' "$what" "$environment"
    exit 0
  fi
  printf 'peers: installing pinned Python packages into %s\n' "$environment" >&2
  python3 -m venv "$environment"
  "$python" -m pip install --quiet --disable-pip-version-check -r "$requirements"
  cp "$requirements" "$environment/requirements.txt"
}

# shared_python WHAT [OPTION...]: the same with the packages of Tests/Peers; $GRIDWRIGHT_PYTHON is taken as it is.
shared_python() {
  if [ -n "${GRIDWRIGHT_PYTHON:-}" ]; then
    python=$GRIDWRIGHT_PYTHON
    shift
    if [ "${1:-}" = --if-installed ]; then shift; fi
    arguments=("$@")
  else
    peer_python .venv Tests/Peers/requirements.txt "$@"
  fi
}

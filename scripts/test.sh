#!/usr/bin/env bash
# Run every test: the engine's in its own environment, and the services'. What needs no other process
# runs beside the API's tests, so that two cores are used; what drives browsers and whole products
# runs by itself. Groups that need a service which is not there (PostgreSQL, Chromium) skip and say so.
set -euo pipefail
cd "$(dirname "$0")/.."
.venv/bin/python -m api.cli train

engine() { bot/engine/.venv/bin/python -m pytest tests/engine -c bot/engine/pytest.ini; }
services() { .venv/bin/python -m pytest "$@"; }

if [[ $# -gt 0 ]]; then
  engine
  services "$@"
  exit
fi

beside=(tests/actions tests/frameworks tests/languages tests/nlu tests/safety)
report="$(mktemp)"
trap 'rm -f "$report"' EXIT
failed=0
(
  status=0
  engine || status=1
  services "${beside[@]}" || status=1
  exit "$status"
) > "$report" 2>&1 &
services tests/api || failed=1
wait $! || failed=1
cat "$report"
services tests --ignore=tests/api "${beside[@]/#/--ignore=}" || failed=1
exit "$failed"

#!/usr/bin/env bash
# Run every test: the engine's in its own environment, and the services'. Two lanes use two cores; what
# stops processes and drives browsers runs by itself after them. Groups that need a service which is
# not there (PostgreSQL, Chromium) skip and say so. What failed is named once more at the end.
set -uo pipefail
cd "$(dirname "$0")/.."
.venv/bin/python -m api.cli train || exit

engine() { bot/engine/.venv/bin/python -m pytest tests/engine -c bot/engine/pytest.ini; }
services() { .venv/bin/python -m pytest --durations=10 "$@"; }

if [[ $# -gt 0 ]]; then
  engine && services "$@"
  exit
fi

second_lane=(tests/actions tests/channels tests/conversations tests/docs tests/frameworks tests/languages
  tests/nlu tests/safety tests/terminal)
reports="$(mktemp -d)"
trap 'rm -rf "$reports"' EXIT
failed=0
{ engine; engine_failed=$?; services "${second_lane[@]}" && exit "$engine_failed"; } > "$reports/second" 2>&1 &
services tests/api 2>&1 | tee "$reports/first" || failed=1
wait $! || failed=1
cat "$reports/second"
services tests --ignore=tests/api "${second_lane[@]/#/--ignore=}" 2>&1 | tee "$reports/alone" || failed=1
grep -hE '^(FAILED|ERROR) ' "$reports"/* || true
exit "$failed"

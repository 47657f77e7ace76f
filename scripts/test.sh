#!/usr/bin/env bash
# Run every test: first the services', then the engine's in its own environment.
# Groups that need a service which is not there (PostgreSQL, Chromium) skip and say so.
set -euo pipefail
cd "$(dirname "$0")/.."
.venv/bin/python -m api.cli train
bot/engine/.venv/bin/python -m pytest tests/engine -c bot/engine/pytest.ini
.venv/bin/python -m pytest "$@"

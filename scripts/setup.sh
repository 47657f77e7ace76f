#!/usr/bin/env bash
# Set up both environments from their locks: the services (.venv) and the engine (bot/engine/.venv).
# Finds uv or installs it into .tools/, finds Python 3.10 and 3.12 on PATH or among pyenv's versions,
# and else lets uv fetch them. Does nothing when the locks have not changed since the last run.
set -euo pipefail
cd "$(dirname "$0")/.."
unset VIRTUAL_ENV

for versions in "${PYENV_ROOT:-$HOME/.pyenv}"/versions/*/bin; do
  [ -d "$versions" ] && PATH="$PATH:$versions"
done
export PATH

# Networks of the NHS and of councils often open TLS by a certificate of their own: the system knows it, uv's own list does not.
if [ -e /etc/ssl/certs/ca-certificates.crt ] || [ "$(uname)" = Darwin ]; then
  export UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS:-true}" # uv from 0.11
  export UV_NATIVE_TLS="${UV_NATIVE_TLS:-true}"     # older ones
fi

find_uv() {
  if command -v uv >/dev/null 2>&1 && uv --version >/dev/null 2>&1; then
    command -v uv
    return
  fi
  if [ ! -x .tools/bin/uv ]; then
    # A bare Debian python3 has neither venv nor pip; then the wheel is unpacked by hand.
    { python3 -m venv .tools && .tools/bin/pip install --quiet 'uv>=0.5'; } >/dev/null 2>&1 ||
      python3 scripts/fetch_uv.py .tools/bin >&2 || {
        echo "uv could not be installed from the Python package index; is the network reachable?" >&2
        exit 1
      }
  fi
  echo "$PWD/.tools/bin/uv"
}

fail() {
  echo "$1" >&2
  exit 1
}

shasum_any() { if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi; }

# Python from PATH or pyenv; else one that uv fetches; else a sentence that says what to install.
require_python() {
  "$uv" python find --quiet "$1" >/dev/null 2>&1 || "$uv" python install --quiet "$1" >/dev/null 2>&1 ||
    fail "Python $1 is needed for $2 and was neither found nor fetched: install it (for example with pyenv) and try again."
}

stamp() { cat pyproject.toml uv.lock bot/engine/pyproject.toml bot/engine/uv.lock | shasum_any | cut -c1-16; }

wanted=$(stamp)
if [ "$(cat .venv/.signpost-setup 2>/dev/null || true)" = "$wanted" ] && [ -x bot/engine/.venv/bin/python ]; then
  exit 0
fi

uv=$(find_uv) || exit 1
echo "Setting up the services (.venv) …"
require_python '>=3.12' "the services"
"$uv" sync --quiet --frozen --all-extras --python '>=3.12' || fail "The services could not be set up; see above."
echo "Setting up the engine (bot/engine/.venv), which is large …"
require_python '3.10' "the engine"
(cd bot/engine && "$uv" sync --quiet --frozen --python 3.10) || fail "The engine could not be set up; see above."
echo "$wanted" > .venv/.signpost-setup

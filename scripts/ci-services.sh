#!/usr/bin/env bash
# Install and start the real services that some groups of tests need, on a Debian machine as root:
# PostgreSQL, Chromium, node, curl and jq. To be sourced: it exports where the tests find them, and stops what it
# started when the calling shell ends. With these, the groups must run instead of being skipped.
set -euo pipefail

_packages=()
[ -d /usr/lib/postgresql ] || _packages+=(postgresql)
command -v chromium >/dev/null || _packages+=(chromium)
command -v npm >/dev/null || _packages+=(nodejs npm)
command -v curl >/dev/null || _packages+=(curl)
command -v jq >/dev/null || _packages+=(jq)
if [ ${#_packages[@]} -gt 0 ]; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${_packages[@]}" >/dev/null
fi

# The widget's own tests and axe-core come from its lock. A network that opens TLS has its certificate
# among the system's, which node does not read by itself.
_certificates=/etc/ssl/certs/ca-certificates.crt
if [ -z "${NODE_EXTRA_CA_CERTS:-}" ] && [ -f "$_certificates" ]; then
  export NODE_EXTRA_CA_CERTS=$_certificates
fi
npm ci --loglevel=error --no-audit --no-fund --prefix bot/widget >/dev/null

_pg_bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
_pg_dir=$(mktemp -d /tmp/signpost-postgres.XXXXXX)
_pg_port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
chown postgres "$_pg_dir"
_as_postgres() { su postgres -s /bin/sh -c "$1"; }
_as_postgres "$_pg_bin/initdb --auth=trust --username=signpost --encoding=UTF8 --no-locale -D $_pg_dir/data" >/dev/null
_as_postgres "$_pg_bin/pg_ctl -D $_pg_dir/data -w -l $_pg_dir/log \
  -o '-p $_pg_port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$_pg_dir -c fsync=off' start" >/dev/null
_stop_services() {
  _as_postgres "$_pg_bin/pg_ctl -D $_pg_dir/data -m immediate stop" >/dev/null 2>&1 || true
  rm -rf "$_pg_dir"
}
trap _stop_services EXIT
_as_postgres "$_pg_bin/createdb -h 127.0.0.1 -p $_pg_port -U signpost signpost_test"

export SIGNPOST_TEST_POSTGRES_URL="postgresql+psycopg://signpost@127.0.0.1:$_pg_port/signpost_test"
# Groups that need these services fail instead of skipping when they are named here.
export SIGNPOST_TEST_REQUIRE="postgres browser widget e2e tools model"

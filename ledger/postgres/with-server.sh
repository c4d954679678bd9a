#!/bin/sh
# Runs a command with PARLEY_POSTGRES naming a PostgreSQL server of its own, which is
# made for it in a scratch folder, listens on a socket there alone, and is gone with
# its data when the command ends. As root, Debian's package is installed where there
# is no server, and the server runs as another user, as it refuses to be root's.
#
#   sh ledger/postgres/with-server.sh go test ./ledger/postgres
set -eu

# newest is the folder of the programs: that of the highest version, or of PATH's.
newest() {
  found=$(ls -d /usr/lib/postgresql/*/bin 2> /dev/null | sort -V | tail -n 1)
  if [ -z "$found" ] && command -v initdb > /dev/null; then
    found=$(dirname "$(command -v initdb)")
  fi
  printf '%s' "$found"
}

bin=$(newest)
if [ -z "$bin" ] && [ "$(id -u)" = 0 ]; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql > /dev/null
  bin=$(newest)
fi
if [ -z "$bin" ]; then
  echo 'there is no PostgreSQL here: initdb is neither in /usr/lib/postgresql nor in PATH' >&2
  exit 1
fi

scratch=$(mktemp -d)
as_owner=
if [ "$(id -u)" = 0 ]; then
  owner=postgres
  id "$owner" > /dev/null 2>&1 || owner=nobody
  chown "$owner" "$scratch"
  as_owner="setpriv --reuid=$owner --regid=$(id -g "$owner") --clear-groups --"
fi
# shellcheck disable=SC2086 # as_owner is several words, or none
end() {
  if [ -e "$scratch/data/postmaster.pid" ]; then
    (cd / && $as_owner "$bin/pg_ctl" -D "$scratch/data" -m immediate -w stop > /dev/null) || true
  fi
  rm -rf "$scratch"
}
trap end EXIT
trap 'exit 129' HUP INT TERM

# shellcheck disable=SC2086
(
  cd / # the other user may not see this folder
  $as_owner "$bin/initdb" -D "$scratch/data" -U parley -A trust -E UTF8 --locale=C > "$scratch/log" 2>&1 || { cat "$scratch/log"; exit 1; }
  $as_owner "$bin/pg_ctl" -D "$scratch/data" -l "$scratch/data/log" -w \
    -o "-c listen_addresses='' -c unix_socket_directories='$scratch' -c shared_buffers=256MB -c max_wal_size=4GB" start > /dev/null || { cat "$scratch/data/log"; exit 1; }
)
"$bin/postgres" --version
PARLEY_POSTGRES="postgres://parley@/postgres?host=$scratch" "$@"

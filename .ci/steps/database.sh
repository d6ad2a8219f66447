# shellcheck shell=bash disable=SC2034,SC2154 # sourced by .ci/run, which owns the counts

# The services' tests of the record on the Postgres of this system's distribution, beside that of npm which `npm test` takes.
database() {
  local title='services on the distribution'"'"'s Postgres' programs
  programs=$(postgres_programs)
  if [ -z "$programs" ] && command -v apt-get >/dev/null; then
    run 10 apt-get install --yes --no-install-recommends postgresql >/dev/null 2>&1 ||
      { run 5 apt-get update && run 10 apt-get install --yes --no-install-recommends postgresql; } >/dev/null 2>&1
    programs=$(postgres_programs)
  fi
  if [ -z "$programs" ] || ! id postgres >/dev/null 2>&1 || [ "$(id -u)" != 0 ]; then
    left_out "$title" "${programs:+it is run as root, for its user postgres}${programs:-there is no Postgres in /usr/lib/postgresql, and apt-get installs none}"
    return
  fi
  local home
  home=$(mktemp -d /tmp/ivcap-pg.XXXXXX)
  chown postgres "$home"
  # shellcheck disable=SC2016 # the shell of postgres puts them in
  if setpriv --reuid postgres --regid postgres --clear-groups bash -c '
      cd "$1" && "$0/initdb" --auth trust --encoding UTF8 --locale C --pgdata "$1/data" >"$1/log" 2>&1 &&
      "$0/pg_ctl" --pgdata "$1/data" --log "$1/log" --wait --options "-c listen_addresses= -c unix_socket_directories=$1" start >/dev/null' \
    "$programs" "$home" </dev/null; then
    IVCAP_TEST_POSTGRES="postgres://postgres@/postgres?host=$home" step "$title ($("$programs/postgres" --version))" 10 \
      npm test -- --selectProjects services --testPathPatterns 'shared/test/(database|policy|filter)' 'api-gateway/test/routes'
    setpriv --reuid postgres --regid postgres --clear-groups "$programs/pg_ctl" --pgdata "$home/data" --mode fast stop >/dev/null
  else
    heading "$title"
    tail -n 20 "$home/log"
    failed=$((failed + 1))
    ending "$title" 'failed: it did not start' "$SECONDS"
  fi
  rm -rf "$home"
}

# The code before the newest step of the schema, on the schema after: the history says which.
schema() {
  if [ "$(git rev-parse --is-shallow-repository 2>/dev/null)" = false ]; then
    step 'npm run test:schema' 10 npm run --silent test:schema
  else
    left_out 'npm run test:schema' 'it needs the whole history: git fetch --unshallow'
  fi
}

postgres_programs() { find /usr/lib/postgresql -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -n 1; }

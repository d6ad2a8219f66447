# shellcheck shell=bash disable=SC2034,SC2154 # sourced by .ci/run, which owns the counts
# What every step is run and counted by.

# run MINUTES COMMAND…: with a time limit, without input.
run() {
  local minutes=$1
  shift
  timeout --kill-after=30 "${minutes}m" "$@" </dev/null
}

# heading TITLE and ending TITLE RESULT STARTED frame a step in the log.
heading() { printf '\n=== %s\n' "$1"; }
ending() { printf -- '--- %s: %s, %s s\n' "$1" "$2" "$((SECONDS - $3))"; }

# step TITLE MINUTES COMMAND…: one check.
step() {
  local title=$1 started=$SECONDS code=0
  shift
  heading "$title"
  run "$@" || code=$?
  if [ "$code" = 0 ]; then
    passed=$((passed + 1))
    ending "$title" passed "$started"
  else
    failed=$((failed + 1))
    ending "$title" "failed (exit code $code)" "$started"
  fi
  return "$code"
}

left_out() { printf '\n=== %s: left out: %s\n' "$1" "$2"; }

# shellcheck shell=bash disable=SC2034,SC2154 # sourced by .ci/run, which owns the counts

# figure WORD: what jest's summary line says before WORD, 0 where it says nothing.
figure() { sed -nE "s/^Tests:.* ([0-9]+) $1.*/\1/p" "$work/summary" | grep . || echo 0; }

# The README's test command, counted by jest's own summary.
tests() {
  local started=$SECONDS code=0
  heading 'npm test'
  run 30 npm test 2>&1 | tee "$work/test.log" || code=$?
  sed 's/\x1b\[[0-9;]*m//g' "$work/test.log" | grep '^Tests:' | tail -n 1 >"$work/summary"
  local broken
  broken=$(figure failed)
  passed=$((passed + $(figure passed)))
  skipped=$((skipped + $(figure skipped) + $(figure todo)))
  # A file that does not load, a threshold, a crash: no failed test, and yet not passed.
  if [ "$code" != 0 ] && [ "$broken" = 0 ]; then broken=1; fi
  if [ ! -s "$work/summary" ] && [ "$broken" = 0 ]; then
    echo 'jest printed no summary: nothing is known to have passed' >&2
    broken=1
  fi
  failed=$((failed + broken))
  ending 'npm test' "$([ "$broken" = 0 ] && echo passed || echo "failed (exit code $code)")" "$started"
}

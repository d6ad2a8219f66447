# shellcheck shell=bash disable=SC2034,SC2154 # sourced by .ci/run, which owns the counts
# The dashboards on a real Loki.

dashboards() {
  local title='npm run test:dashboards' loki=${IVCAP_LOKI:-loki}
  if [[ $loki == http*://* ]] || command -v "$loki" >/dev/null; then
    step "$title" 5 npm run --silent test:dashboards -- --loki "$loki"
  else
    left_out "$title" 'there is no loki on PATH, and IVCAP_LOKI names none'
  fi
}

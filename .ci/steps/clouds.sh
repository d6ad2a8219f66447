# shellcheck shell=bash disable=SC2034,SC2154 # sourced by .ci/run, which owns the counts

# Checkov's view of the plans of both clouds' clusters, by the stand-in providers that validate has built.
clouds() {
  local title='npm run checkov:clouds' sources=../shared/providers checkov missing='' cached=''
  if [ ! -x "$sources/build" ] || ! command -v go >/dev/null; then
    missing="there are no stand-in providers from $sources; by hand: npm run checkov:clouds -- --providers DIR"
  elif ! command -v terraform >/dev/null; then
    missing='there is no terraform on PATH'
  else
    cached stand-ins 15 "$sources" "$sources/build"
    if [ -z "$cached" ]; then missing='the stand-in providers were not built'; else find_checkov; fi
  fi
  if [ -n "$missing" ]; then
    left_out "$title" "$missing"
  else
    step "$title" 15 npm run --silent checkov:clouds -- --reasons --providers "$cached" --also test/fixtures/environments \
      --checkov "$checkov"
  fi
}

# shellcheck shell=bash disable=SC2034,SC2154 # sourced by .ci/run, which owns the counts
# The services as their clients meet them.

# The gateway's bytes against the document that clients were made from.
contract() {
  local title='npm run test:contract' openapi=${IVCAP_OPENAPI:-../shared/reference/openapi-0.43.json}
  if [ -f "$openapi" ]; then
    step "$title" 5 npm run --silent test:contract -- --openapi "$openapi"
  else
    left_out "$title" "the OpenAPI document of IVCAP 0.43 is not at $openapi (IVCAP_OPENAPI may name it)"
  fi
}

# The published clients against the platform on this machine.
clients() {
  local title='npm run test:clients' requirements=test/clients/python/requirements.txt cli=${IVCAP_CLI:-ivcap} arguments=() found missing
  if command -v "$cli" >/dev/null; then
    arguments+=(--cli "$cli")
  else
    left_out "$title of the command line" 'there is no ivcap on PATH, and IVCAP_CLI names none'
  fi
  python_environment ivcap-client "$(sed -n 's/^ivcap-client==//p' "$requirements")" --requirement "$requirements"
  if [ -z "$missing" ]; then
    arguments+=(--python "$found")
  else
    left_out "$title of the Python client" "$missing"
  fi
  if [ ${#arguments[@]} -gt 0 ]; then step "$title" 10 npm run --silent test:clients -- "${arguments[@]}"; fi
}

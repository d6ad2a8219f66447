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

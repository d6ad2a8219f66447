# shellcheck shell=bash disable=SC2034,SC2154 # sourced by .ci/run, which owns the counts
# Every chart as it would be applied: our rules, then Checkov's.

# Sets $helm to the one on PATH or to one that is built once; to nothing, with $missing, where there is none.
find_helm() {
  local version=v3.18.6 bin
  helm=helm missing=
  if command -v helm >/dev/null; then return; fi
  bin=$(cache_of "helm-$version") helm=$bin/helm
  if [ -x "$helm" ]; then return; fi
  if ! command -v go >/dev/null; then
    missing='there is no helm on PATH, and no go to build one'
  elif ! step "helm $version" 15 env GOBIN="$bin" go install "helm.sh/helm/v3/cmd/helm@$version"; then
    missing='helm was not built'
  fi
}

# Sets $checkov, or $missing.
find_checkov() {
  local version=3.3.30 found
  python_program checkov "$version" checkov "checkov==$version"
  checkov=$found
}

charts() {
  local helm checkov missing='IVCAP_CHARTS names no folder of charts'
  if [ -d "${IVCAP_CHARTS:-}" ]; then find_helm; fi
  if [ -n "$missing" ]; then
    left_out 'npm run render' "$missing"
    left_out 'npm run checkov' "$missing"
    return
  fi
  step 'npm run render' 20 npm run --silent render -- --reasons --charts "$IVCAP_CHARTS" --helm "$helm"
  step 'npm run render of what no shipped environment has' 20 env IVCAP_ENVIRONMENTS=test/render/environments \
    npm run --silent render -- --reasons --charts "$IVCAP_CHARTS" --helm "$helm"
  find_checkov
  if [ -n "$missing" ]; then
    left_out 'npm run checkov' "$missing"
  else
    step 'npm run checkov' 10 npm run --silent checkov -- --reasons --charts "$IVCAP_CHARTS" --helm "$helm" --checkov "$checkov"
    step 'npm run checkov of what no shipped environment has' 10 env IVCAP_ENVIRONMENTS=test/render/environments \
      npm run --silent checkov -- --reasons --charts "$IVCAP_CHARTS" --helm "$helm" --checkov "$checkov"
  fi
}

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

# Sets $checkov to the one on PATH or to one that pip installs once; to nothing, with $missing, where neither can be had.
find_checkov() {
  local version=3.3.30 folder
  checkov=checkov missing=
  if command -v checkov >/dev/null; then return; fi
  folder=$(cache_of "checkov-$version") checkov=$folder/bin/checkov
  if run 1 "$checkov" --version >/dev/null 2>&1; then return; fi
  if ! command -v python3 >/dev/null; then
    missing='there is no checkov on PATH, and no python3 to install it'
  elif ! run 1 python3 -m pip download --quiet --no-deps --retries 0 --dest "$work" "checkov==$version" >/dev/null 2>&1; then
    missing='there is no checkov on PATH, and the Python registry does not answer'
  else
    rm -rf "$folder"
    # shellcheck disable=SC2016 # bash -c puts them in
    step "checkov $version" 15 bash -c 'python3 -m venv "$0" && "$0/bin/pip" install --quiet "checkov==$1"' "$folder" "$version" ||
      missing='checkov was not installed'
  fi
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

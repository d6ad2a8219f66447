# shellcheck shell=bash disable=SC2034,SC2154 # sourced by .ci/run, which owns the counts
# Installs on a real cluster, looks at it and destroys.

cluster() {
  local title='npm run test:cluster'
  if [ ! -d "${IVCAP_CHARTS:-}" ] || [ ! -d "${IVCAP_PROVIDERS:-}" ]; then
    left_out "$title" 'IVCAP_CHARTS and IVCAP_PROVIDERS do not both name a folder'
  elif ! command -v kubectl >/dev/null || ! run 1 kubectl --context minikube get namespaces -o name >/dev/null 2>&1; then
    left_out "$title" 'no cluster answers to the context minikube (KUBECONFIG names the kubeconfig)'
  else
    step "$title" 45 npm run --silent test:cluster -- --context minikube --yes \
      --charts "$IVCAP_CHARTS" --providers "$IVCAP_PROVIDERS"
  fi
}

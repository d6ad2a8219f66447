# shellcheck shell=bash disable=SC2034,SC2154 # sourced by .ci/run, which owns the counts
# The cluster's stack on AWS by the real provider, against an emulator on loopback.

# Sets $moto, with AWS's own program beside it, or $missing.
find_moto() {
  local version=5.2.5 found
  python_program moto "$version" moto_server "moto[server]==$version" awscli
  moto=$found
}

# Sets $mirror to the filesystem mirror that has the real AWS provider; to nothing, with $missing, where none is on this machine.
find_aws_provider() {
  local provider=registry.terraform.io/hashicorp/aws/5.100.0 program
  missing=
  for mirror in "${IVCAP_PROVIDERS:-}" /opt/tf-plugins "${HOME:-}/.terraform.d/plugins" /usr/local/share/terraform/plugins; do
    if [ -d "$mirror/$provider" ]; then return; fi
  done
  program=$(timeout 20 find / -xdev -path "*/$provider/*/terraform-provider-aws*" -print -quit 2>/dev/null)
  mirror=${program%"/$provider/"*}
  if [ -z "$program" ]; then missing='the AWS provider 5.100.0 is not on this machine (IVCAP_PROVIDERS may name its mirror)'; fi
}

emulated_aws() {
  local title='npm run test:aws' eks=../shared/providers/aws/eks.py moto mirror missing=''
  if ! command -v terraform >/dev/null; then
    missing='there is no terraform on PATH'
  elif [ ! -f "$eks" ]; then
    missing="what stands in for EKS is not at $eks"
  else
    find_aws_provider
    if [ -z "$missing" ]; then find_moto; fi
  fi
  if [ -n "$missing" ]; then
    left_out "$title" "$missing"
  else
    step "$title" 20 npm run --silent test:aws -- --moto "$moto" --eks "$eks" --providers "$mirror"
  fi
}

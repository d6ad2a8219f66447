# shellcheck shell=bash disable=SC2034,SC2154 # sourced by .ci/run, which owns the counts

# What Terraform and OpenTofu say, by stand-ins with the providers' real schemas where their sources lie beside the clone.
validate() {
  local title='npm run validate' sources=../shared/providers missing='' cached='' stand_ins tofu=tofu
  if [ ! -x "$sources/build" ]; then
    missing="there are no stand-in providers to build in $sources; by hand: npm run validate -- --providers DIR"
  elif ! command -v go >/dev/null; then
    missing='there is no go on PATH to build the stand-in providers'
  else
    cached stand-ins 15 "$sources" "$sources/build"
    if [ -z "$cached" ]; then missing='the stand-in providers were not built'; fi
  fi
  stand_ins=$cached
  if [ -z "$missing" ] && command -v terraform >/dev/null; then
    step "$title" 15 npm run --silent validate -- --providers "$stand_ins"
  else
    left_out "$title" "${missing:-there is no terraform on PATH}"
  fi

  title+=' with OpenTofu'
  if [ -z "$missing" ] && ! command -v tofu >/dev/null; then
    missing="there is no tofu on PATH, and it was not built from $sources/tofu"
    # shellcheck disable=SC2016 # bash -c puts them in
    if [ -f "$sources/tofu/go.mod" ]; then
      cached opentofu 20 "$sources/tofu" bash -c \
        'cd "$0" && go build -buildvcs=false -trimpath -o "$1/tofu" github.com/opentofu/opentofu/cmd/tofu' "$sources/tofu"
      tofu=$cached/tofu
      if [ -x "$tofu" ]; then missing=; fi
    fi
  fi
  if [ -z "$missing" ]; then
    step "$title" 15 npm run --silent validate -- --terraform "$tofu" --providers "$stand_ins"
  else
    left_out "$title" "$missing"
  fi
}

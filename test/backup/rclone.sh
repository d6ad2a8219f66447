#!/bin/sh
# What the backup scripts ask of rclone, on folders: a stand-in, so that their logic is tried where rclone is not. Remotes are folders named by
# the variables that rclone's own `alias` reads. RCLONE_FAILS: words of the call that is to fail.
set -eu
case "${RCLONE_FAILS:-}" in ?*) case "$*" in *"$RCLONE_FAILS"*) echo "told to fail" >&2; exit 1 ;; esac ;; esac
command=$1
shift

include='' list='' aside='' deep='' sizes='' kind='' from='' to=''
while [ $# -gt 0 ]; do
  case $1 in
    --include) include="$include $2"; shift ;;
    --files-from-raw) list=$2; shift ;;
    --backup-dir) aside=$2; shift ;;
    --format) sizes=yes; shift ;;
    --max-depth | --separator | --stats) shift ;;
    --dirs-only) kind=d ;;
    --files-only) kind=f ;;
    -R) deep=yes ;;
    -*) ;;
    *) if [ -z "$from" ]; then from=$1; else to=$1; fi ;;
  esac
  shift
done

folder() {
  case $1 in
    destination:*) echo "$RCLONE_CONFIG_DESTINATION_REMOTE/${1#*:}" ;;
    store:* | store,*) echo "$RCLONE_CONFIG_STORE_REMOTE/${1#*:}" ;;
    *) echo "$1" ;;
  esac
}
existing() { [ -e "$(folder "$1")" ] || { echo "directory not found: $1" >&2; exit 3; }; }
files() { (cd "$1" && find . -type f | sed 's:^\./::' | sort); }
put() { mkdir -p "$(dirname "$2")"; cp "$1" "$2"; }
wanted() {
  [ -z "$list" ] || grep -qxF "$1" "$list" || return 1
  [ -n "$include" ] || return 0
  for pattern in $include; do
    pattern=${pattern#/}
    case $1 in "${pattern%'**'}"*) return 0 ;; esac
  done
  return 1
}

source=$(folder "$from") target=$(folder "$to")
case $command in
  version) echo "rclone v0.0.0-stand-in" ;;
  mkdir) mkdir -p "$source" ;;
  rcat) cat >"$source" ;;
  cat) existing "$from"; cat "$source" ;;
  deletefile) existing "$from"; rm "$source" ;;
  purge) existing "$from"; rm -r "$source" ;;
  copyto) existing "$from"; put "$source" "$target" ;;
  copy)
    existing "$from"
    for file in $(files "$source"); do if wanted "$file"; then put "$source/$file" "$target/$file"; fi; done
    ;;
  sync)
    existing "$from"
    for file in $(files "$target"); do
      cmp -s "$source/$file" "$target/$file" && continue
      put "$target/$file" "$(folder "$aside")/$file"
      rm "$target/$file"
    done
    for file in $(files "$source"); do [ -e "$target/$file" ] || put "$source/$file" "$target/$file"; done
    ;;
  lsf)
    existing "$from"
    if [ -n "$include" ]; then
      (cd "$source" && for file in */manifest.json; do if [ -e "$file" ]; then echo "$file"; fi; done)
    elif [ -n "$deep" ]; then
      for file in $(files "$source"); do
        if [ -n "$sizes" ]; then printf '%d;%s\n' "$(wc -c <"$source/$file")" "$file"; else echo "$file"; fi
      done
    else
      (cd "$source" && find . -mindepth 1 -maxdepth 1 -type "$kind" | sed 's:^\./::') | if [ "$kind" = d ]; then sed 's:$:/:'; else cat; fi
    fi
    ;;
  *) echo "unknown command $command" >&2; exit 1 ;;
esac

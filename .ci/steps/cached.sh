# shellcheck shell=bash disable=SC2034,SC2154 # sourced by .ci/run, which owns the counts

# cached NAME MINUTES SOURCES COMMAND…: sets $cached to a folder that COMMAND, given it as last argument, fills once for what
# SOURCES hold; to nothing where that failed. Whole or not at all: an interrupted build is not taken for a finished one.
cached() {
  local name=$1 minutes=$2 folder
  folder=$(find "$3" -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum | cut -c1-16)
  folder=$(cache_of "$name-$folder")
  shift 3
  if [ ! -d "$folder" ]; then
    mkdir -p "$work/$name" "${folder%/*}"
    step "$name" "$minutes" "$@" "$work/$name" && rm -rf "$folder.new" &&
      mv -T "$work/$name" "$folder.new" && mv -T "$folder.new" "$folder"
  fi
  if [ -d "$folder" ]; then cached=$folder; else cached=; fi
}

# Where what is fetched once lies, between runs.
cache_of() { echo "${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/ivcap-platform/$1"; }

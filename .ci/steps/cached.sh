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

# python_program NAME VERSION PROGRAM PACKAGE…: sets $found to the PROGRAM on PATH or to that of VERSION of NAME, which pip installs once as
# these packages; to nothing, with $missing, where neither can be had.
python_program() {
  local name=$1 version=$2 program=$3
  shift 3
  found=$program missing=
  if command -v "$program" >/dev/null; then return; fi
  python_environment "$name" "$version" "$@"
  if [ -n "$missing" ]; then missing="there is no $program on PATH, and $missing"; fi
  found=${found%/*}/$program
}

# python_environment NAME VERSION ARGUMENT…: sets $found to the python that has VERSION of NAME, which pip installs once by these arguments;
# $missing where that cannot be.
python_environment() {
  local name=$1 version=$2 folder
  shift 2
  folder=$(cache_of "$name-$version") found=$folder/bin/python missing=
  if [ -e "$folder/whole" ]; then return; fi
  if ! command -v python3 >/dev/null; then
    missing='there is no python3 to install it'
  elif ! run 1 python3 -m pip download --quiet --no-deps --retries 0 --dest "$work" "$name==$version" >/dev/null 2>&1; then
    missing='the Python registry does not answer'
  else
    rm -rf "$folder"
    # shellcheck disable=SC2016 # bash -c puts them in
    step "$name $version" 15 bash -c 'python3 -m venv "$0" && "$0/bin/pip" install --quiet "$@" && touch "$0/whole"' "$folder" "$@" ||
      missing="$name was not installed"
  fi
}

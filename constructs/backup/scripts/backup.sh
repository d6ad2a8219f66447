# Second step of a backup: the dumps, then the objects, then the manifest that makes it one, then what is too old goes. Without BUCKET the
# objects are kept elsewhere, and the backup is the dumps.
#
#   destination:objects                    the objects as of the last backup, each kept once
#   destination:<time>/postgres            the dumps
#   destination:<time>/objects.list        size and path of each object as of then
#   destination:<time>/replaced            what the copying at <time> replaced or deleted in destination:objects
#   destination:<time>/manifest.json       written last
. "${0%/*}/common.sh"
name=$(cat "$WORK/name")
step=start
began=$(date +%s)
ended() {
  code=$?
  [ $code = 0 ] || printf '{"event":"backup","name":"%s","result":"failed","step":"%s"}\n' "$name" "$step"
  exit $code
}
trap ended EXIT

if locked; then
  echo "a restore runs: no backup until it has ended" >&2
  exit 1
fi

step=dumps
rclone copy "$WORK/postgres" "destination:$name/postgres"

objects=null
if [ -n "${BUCKET:-}" ]; then
  step=objects
  rclone mkdir destination:objects
  # The store's own time of an object tells whether it changed, without a question for each; the copy has that time written beside it.
  rclone sync "store,override.use_server_modtime=true:$BUCKET" destination:objects --backup-dir "destination:$name/replaced"
  rclone lsf -R --files-only --format sp --separator ';' destination:objects >"$WORK/objects.list"
  rclone copyto "$WORK/objects.list" "destination:$name/objects.list"
  objects=$(awk -F';' '{ bytes += $1 } END { printf "{\"bucket\":\"%s\",\"count\":%d,\"bytes\":%.0f}", bucket, NR, bytes }' bucket="$BUCKET" "$WORK/objects.list")
fi

step=manifest
databases=$(
  cd "$WORK/postgres"
  for dump in *.dump; do
    sum=$(grep " \./$dump\$" SHA256SUMS)
    printf '%s{"name":"%s","bytes":%d,"sha256":"%s"}' "${comma:-}" "${dump%.dump}" "$(wc -c <"$dump")" "${sum%% *}"
    comma=,
  done
)
rclone=$(rclone version | sed -n '1s/^rclone v*//p')
printf '{"name":"%s","complete":true,"finished":"%s","databases":[%s],"objects":%s,"postgres":"%s","rclone":"%s"}\n' \
  "$name" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$databases" "$objects" "$(cat "$WORK/postgres-version")" "$rclone" >"$WORK/manifest.json"
rclone copyto "$WORK/manifest.json" "destination:$name/manifest.json"

step=retention
. "${0%/*}/prune.sh"

printf '{"event":"backup","name":"%s","result":"succeeded","seconds":%d,"databases":[%s],"objects":%s,"removed":%d}\n' \
  "$name" "$(($(date +%s) - began))" "$databases" "$objects" "$removed"

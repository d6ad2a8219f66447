# First step of a restore: the backup's own files, proved to be what was written. Nothing is replaced yet.
. "${0%/*}/common.sh"
good=$(whole_ones)
name=$FROM
[ "$FROM" != latest ] || name=$(echo "$good" | tail -n 1)
if [ -z "$name" ] || ! echo "$good" | grep -qx "$name"; then
  echo "no whole backup ${FROM}; there are: $(echo "$good" | tr '\n' ' ')" >&2
  exit 1
fi
echo "from the backup $name"
echo "$name" >"$WORK/name"
rclone copy "destination:$name" "$WORK" --include '/postgres/**' --include /objects.list
cd "$WORK/postgres"
sha256sum -c SHA256SUMS

# A line of JSON for each backup, oldest first: its manifest, or that it was never finished.
. "${0%/*}/common.sh"
all=$(folders)
good=$(whole_ones)
for each in $all; do
  if echo "$good" | grep -qx "$each"; then
    rclone cat "destination:$each/manifest.json"
  else
    printf '{"name":"%s","complete":false}\n' "$each"
  fi
done

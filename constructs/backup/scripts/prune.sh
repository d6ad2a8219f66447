# Removes what is older than the retention. What a backup replaced is needed by those before it, half-done ones included; so the cut is at
# the oldest whole backup that is kept, and everything before it goes. The last whole one is kept however old it is.
removed=0
good=$(whole_ones)
kept=$(echo "$good" | after "$(time_ago "$RETENTION_SECONDS")" | head -n 1)
: "${kept:=$(echo "$good" | tail -n 1)}"
if [ -n "$kept" ]; then
  every=$(folders)
  for each in $(echo "$every" | before "$kept"); do
    # No longer offered before it is no longer whole.
    if echo "$good" | grep -qx "$each"; then rclone deletefile "destination:$each/manifest.json"; fi
    rclone purge "destination:$each"
    echo "$each: removed, older than the retention"
    removed=$((removed + 1))
  done
fi

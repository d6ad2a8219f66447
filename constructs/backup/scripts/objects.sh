# Second step of a restore: every object as of the backup. Objects that came after it stay: the record does not name them.
. "${0%/*}/common.sh"
name=$(cat "$WORK/name")
cd "$WORK"
cut -d ';' -f 2- objects.list >paths
total=$(wc -l <paths)
echo "$total objects into $BUCKET"
[ "$total" -gt 0 ] || exit 0

echo "$(($(date +%s) + DEADLINE_SECONDS))" | rclone rcat "destination:$LOCK"
trap 'code=$?; rclone deletefile "destination:$LOCK" || true; exit $code' EXIT

put_back() { rclone copy "destination:$1" "store:$BUCKET" --files-from-raw paths --ignore-times --stats 30s --stats-one-line; }

# As of the last backup first; then, newest first, what each later backup replaced: of an object that changed several times, the
# version that was replaced first after this backup is written last.
put_back objects
every=$(folders)
for each in $(echo "$every" | after "$name" | sort -r); do
  rclone lsf --dirs-only "destination:$each" >"$TMPDIR/dirs"
  if grep -qx replaced/ "$TMPDIR/dirs"; then put_back "$each/replaced"; fi
done

# What was asked for and is not there, by size and path.
rclone lsf -R --files-only --format sp --separator ';' "store:$BUCKET" >there
sort there there objects.list | uniq -u >missing
if [ -s missing ]; then
  echo "not restored: $(wc -l <missing) of $total objects, such as $(head -n 1 missing)" >&2
  exit 1
fi
echo "all $total objects are in $BUCKET"

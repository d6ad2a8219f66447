# Last step of a restore: each database becomes what its dump says, in one transaction, or stays as it is.
set -eu
: "${WORK:=/work}"
for each in $OWNED_DATABASES; do
  database=${each%:*} owner=${each#*:}
  dump=$WORK/postgres/$database.dump
  if [ ! -e "$dump" ]; then
    echo "$database: not in this backup, stays as it is"
    continue
  fi
  rm -f "$WORK/read"
  # All that the owner has goes first, tables of later versions too. Who still holds a table is waited for, but not for ever.
  {
    echo "begin; set local lock_timeout = '2min'; set local role \"$owner\"; drop owned by \"$owner\" cascade;"
    pg_restore --no-owner --file=- "$dump" && : >"$WORK/read" && echo "commit;"
  } | psql --quiet --no-psqlrc --no-password --set=ON_ERROR_STOP=1 --dbname="$database" >/dev/null
  if [ ! -e "$WORK/read" ]; then
    echo "$database: its dump cannot be read; it stays as it was" >&2
    exit 1
  fi
  echo "$database: restored, owned by $owner"
done
printf '{"event":"restore","name":"%s","result":"succeeded"}\n' "$(cat "$WORK/name")"

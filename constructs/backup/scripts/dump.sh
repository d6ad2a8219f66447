# First step of a backup: a dump of each database, before the objects are copied, so that every object the record names is among them.
set -eu
: "${WORK:=/work}"
database=none
trap 'code=$?; [ $code = 0 ] || printf "{\"event\":\"backup\",\"result\":\"failed\",\"step\":\"dump of %s\"}\n" "$database"; exit $code' EXIT

date -u +%Y-%m-%dT%H-%M-%SZ >"$WORK/name"
mkdir -p "$WORK/postgres"
for database in $DATABASES; do
  pg_dump --format=custom --lock-wait-timeout=60000 --no-password --file="$WORK/postgres/$database.dump" --dbname="$database"
  echo "$database: $(wc -c <"$WORK/postgres/$database.dump") bytes"
done
pg_dump --version | sed 's/^pg_dump (PostgreSQL) //; s/ .*//' >"$WORK/postgres-version"
cd "$WORK/postgres"
sha256sum ./*.dump >SHA256SUMS

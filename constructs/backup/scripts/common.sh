# What the scripts share: where backups are, which there are, which are whole. `destination:` and `store:` are rclone's remotes,
# told by the environment (../destination.ts, ../store.ts). Runs in the shell of the images: no bash, no jq.
set -eu
export LC_ALL=C
: "${WORK:=/work}" "${TMPDIR:=/tmp}"
export TMPDIR

# Every dated folder, oldest first: names sort as their times.
folders() {
  rclone lsf --dirs-only destination: >"$TMPDIR/folders" || return 1
  sed -n 's:^\([0-9]\{4\}-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]-[0-9][0-9]-[0-9][0-9]Z\)/$:\1:p' "$TMPDIR/folders" | sort
}

# The backups that may be restored, oldest first: a manifest is written last and removed first. One question, since an answer that fails
# must not look like a backup that is not whole.
whole_ones() {
  rclone lsf -R --max-depth 2 --files-only --include '/*/manifest.json' destination: >"$TMPDIR/manifests" || return 1
  sed -n 's:/manifest\.json$::p' "$TMPDIR/manifests" | sort
}

# Names that sort before, or after, the given one.
before() { awk -v name="$1" '$0 < name'; }
after() { awk -v name="$1" '$0 > name'; }

time_ago() { date -u -d "@$(($(date +%s) - $1))" +%Y-%m-%dT%H-%M-%SZ; }

# While objects go back, no backup may move them: a note that expires, since whoever wrote it may have died.
LOCK=restore-runs
locked() {
  rclone lsf --files-only destination: >"$TMPDIR/files" || return 1
  grep -qx "$LOCK" "$TMPDIR/files" || return 1
  [ "$(rclone cat "destination:$LOCK")" -gt "$(date +%s)" ]
}

import { secondsOf } from "../../environments/duration";
import type { Environment } from "../../environments/schema";

/** What the environment says of backups, and what holds where it says nothing. */
export const settingsOf = ({ backups, components }: Environment) => ({
  schedule: backups?.schedule ?? "17 2 * * *",
  retentionSeconds: secondsOf(backups?.retention ?? "14d"),
  storage: backups?.storage ?? "40Gi",
  /** A dump is compressed: what the databases take on disk is room enough. */
  dumpSpace: components?.postgres?.storage ?? "20Gi",
});

/** A backup that takes longer is given up, and seen as failed. */
export const BACKUP_SECONDS = 6 * 3600;
/** A restore copies every object. */
export const RESTORE_SECONDS = 24 * 3600;

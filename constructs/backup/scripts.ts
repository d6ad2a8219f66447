import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const FOLDER = join(__dirname, "scripts");
const MOUNT = "/scripts";
export const SCRIPTS = "backup-scripts";

/** The shell of the jobs, as files of their own: they are run without a cluster too (test/backup). */
export const scripts = (namespace: string) => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: SCRIPTS, namespace },
  data: Object.fromEntries(
    readdirSync(FOLDER).map((file) => [file, readFileSync(join(FOLDER, file), "utf8")]),
  ),
});

export const scriptsVolume = { name: "scripts", configMap: { name: SCRIPTS } };
export const scriptsMount = { name: "scripts", mountPath: MOUNT, readOnly: true };
export const scriptCommand = (file: string) => ["/bin/sh", `${MOUNT}/${file}`];

import { EnvironmentError } from "../../environments/load";
import type { Environment } from "../../environments/schema";

export interface Servers {
  readonly servers: number;
  /** Of each server. */
  readonly volumes: number;
}

/** Fewer cannot lose one and still write. */
const LEAST_DISTRIBUTED = 4;

/**
 * How many servers the store has, and volumes each.
 * @throws EnvironmentError on a number with which no store should be run
 */
export function serversOf({ file, components }: Environment): Servers {
  const { servers = 1, volumes = 1 } = components?.minio ?? {};
  if (servers > 1 && servers < LEAST_DISTRIBUTED) {
    throw new EnvironmentError(
      `${file}: components.minio.servers: found: ${servers}; allowed: 1, or ${LEAST_DISTRIBUTED} to 16; MinIO spreads each object over its servers and ` +
        `is run with at least ${LEAST_DISTRIBUTED}: two stop writing when one of them is away, and three have no maker's support; write 1 or ${LEAST_DISTRIBUTED}`,
    );
  }
  if (servers === 1 && volumes > 1) {
    throw new EnvironmentError(
      `${file}: components.minio.volumes: found: ${volumes}; allowed: 1 beside one server, which spreads nothing; leave it out, or write servers: ${LEAST_DISTRIBUTED}`,
    );
  }
  return { servers, volumes };
}

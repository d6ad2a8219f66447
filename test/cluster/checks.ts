import { checkBackup } from "./checks/backup";
import { checkDashboards } from "./checks/dashboards";
import { checkGateway } from "./checks/gateway";
import { checkLeftOutFlows } from "./checks/left-out-flows";
import { checkLogs } from "./checks/logs";
import { checkObjects } from "./checks/objects";
import { checkOrder } from "./checks/orders";
import { checkEmptyPlan, checkProtection } from "./checks/plans";
import { checkPodSecurity } from "./checks/pod-security";
import { checkRotation } from "./checks/rotation";
import { checkSandbox } from "./checks/sandbox";
import { checkNothingWritten, checkSecrets, secretValues } from "./checks/secrets";
import { noteStandIns } from "./checks/stand-ins";
import { checkStorage } from "./checks/storage";
import { checkTraffic } from "./checks/traffic";
import type { Context } from "./context";

/** Checks by the name that `--only` takes. What they saw goes into the context's report. */
export type Stage = Readonly<Record<string, (context: Context) => Promise<void>>>;

/**
 * One stage after the other, on the installed platform. The checks of one stage run side by side: none of them changes what
 * another looks at.
 */
export const stages: readonly Stage[] = [
  {
    plan: (context) => checkEmptyPlan(context, "after the first apply"),
    "stand-ins": noteStandIns,
    secrets: checkSecrets,
    written: async (context) => checkNothingWritten(context, (await secretValues(context)).values()),
    "pod-security": checkPodSecurity,
    order: (context) => checkOrder(context, "order-1", "as installed"),
    objects: checkObjects,
    gateway: checkGateway,
    logs: checkLogs,
    traffic: checkTraffic,
    sandbox: checkSandbox,
  },
  { "left-out-flows": checkLeftOutFlows },
  { dashboards: checkDashboards }, // of the lines that the checks before it left
  { rotation: afterRotation },
  { protection: checkProtection },
  { storage: checkStorage },
  { backup: checkBackup },
  { "last-plan": (context) => checkEmptyPlan(context, "before the teardown") },
];

/** With new values everywhere, what worked before works again. */
async function afterRotation(context: Context): Promise<void> {
  const values = await checkRotation(context);
  await checkSecrets(context);
  await checkOrder(context, "order-2", "after the rotation");
  await checkNothingWritten(context, values);
}

export const checkNames = stages.flatMap((stage) => Object.keys(stage));

/** Runs the checks, or those that are named. One that breaks off is a failed row of its own, and the others go on. */
export async function runChecks(context: Context, only: readonly string[] | undefined): Promise<void> {
  for (const stage of stages) {
    const chosen = Object.entries(stage).filter(([name]) => only === undefined || only.includes(name));
    await Promise.all(
      chosen.map(async ([name, check]) => {
        const report = context.report.of(name);
        try {
          context.interrupted.throwIfAborted();
          await check({ ...context, report });
        } catch (error) {
          await report.check("the check gets to its end", () => Promise.reject(error));
        }
      }),
    );
  }
}

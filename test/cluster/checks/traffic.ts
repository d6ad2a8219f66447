import { flowId, flowTitle } from "../../../constructs/isolation/flows";
import type { Environment } from "../../../environments/schema";
import { flowsOf } from "../../../stacks/platform/definitions";
import type { Context } from "../context";
import { PATIENT, Probes } from "../probes";
import { expect } from "../report";
import { byAssertion, type Traffic, traffic } from "../traffic";

/** Of all traffic, that of the components that this environment installs. */
export function trafficOf(environment: Environment): Traffic[] {
  const declared = flowsOf(environment).map(flowTitle);
  return traffic.filter(({ title }) => declared.includes(title));
}

/** Each declared flow, by a connection from a pod at its one end to a pod at its other. */
export async function checkTraffic(context: Context): Promise<void> {
  const { report, kubectl, environment } = context;
  const here = trafficOf(environment);
  for (const { title } of traffic.filter((each) => !here.includes(each))) {
    report.notSeen(`passes: ${title}`, "this environment leaves out what opens it");
  }
  const probes = await Probes.open(context, here);
  try {
    const titles = here.map(({ title }) => title);
    const seen = await probes.look(titles, () => PATIENT);
    for (const title of titles) {
      await report.check(`passes: ${title}`, async () => {
        expect(seen.get(title) === true, `no connection in ${PATIENT.attempts} attempts`);
      });
    }
  } finally {
    await probes.close();
  }
  const policies = await kubectl.names("networkpolicy", "-A");
  for (const flow of flowsOf(environment).filter((each) => byAssertion(flowTitle(each)))) {
    await report.check(
      `policies stand (this cluster cannot show it by traffic): ${flowTitle(flow)}`,
      async () => {
        expect(
          policies.some((name) => name.includes(`/${flowId(flow)}-`)),
          `no policy ${flowId(flow)}-in or -out`,
        );
      },
    );
  }
}

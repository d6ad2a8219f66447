import { type Flow, flowTitle } from "../../../constructs/isolation/flows";
import { flowsOf } from "../../../stacks/platform/definitions";
import type { Context } from "../context";
import { PATIENT, Probes } from "../probes";
import { expect } from "../report";
import { byAssertion, type Target, type Traffic } from "../traffic";
import { FlowPolicies } from "./flow-policies";
import { trafficOf } from "./traffic";
import { wrongWithout } from "./wrong-without";

interface Sight {
  readonly context: Context;
  readonly traffic: readonly Traffic[];
  readonly titles: readonly string[];
  readonly policies: FlowPolicies;
  readonly probes: Probes;
}

/** Each declared flow is left out in turn: its traffic is refused, and that of every other still passes. */
export async function checkLeftOutFlows(context: Context): Promise<void> {
  const { report, kubectl, environment } = context;
  const policies = await FlowPolicies.read(kubectl);
  const traffic = trafficOf(environment);
  const titles = traffic.map(({ title }) => title);
  const probes = await Probes.open(context, traffic);
  const sight: Sight = { context, traffic, titles, policies, probes };
  try {
    const whole = await report.check("all declared traffic passes before any flow is left out", () =>
      allPass(sight),
    );
    if (!whole) return; // what is refused already shows nothing
    await checkEachFlow(sight);
    await checkEachEnd(sight);
    await checkCheck(sight);
    await report.check("with every policy back as it was, all declared traffic passes again", async () => {
      const changes = await policies.changes();
      expect(changes.length === 0, `changed: ${changes.join(", ")}`);
      await allPass(sight);
    });
  } finally {
    await probes.close();
  }
  for (const title of flowsOf(environment).map(flowTitle).filter(byAssertion)) {
    report.notSeen(
      `left out: ${title}`,
      "traffic cannot show it on this cluster; `traffic` looks at its policies",
    );
  }
}

async function allPass({ probes, titles }: Sight): Promise<void> {
  const seen = await probes.look(titles, () => PATIENT);
  const refused = titles.filter((title) => !seen.get(title));
  expect(refused.length === 0, `refused: ${refused.join("; ")}`);
}

async function checkEachFlow({ context, titles, policies, probes }: Sight): Promise<void> {
  const { report, environment, interrupted } = context;
  const flows = flowsOf(environment).filter((flow) => titles.includes(flowTitle(flow)));
  const title = `each of ${flows.length} flows left out in turn: its traffic is refused, and that of all others passes`;
  await report.check(title, async () => {
    const wrong: string[] = [];
    for (const [index, flow] of flows.entries()) {
      interrupted.throwIfAborted();
      const left = flowTitle(flow);
      const own = policies.of(left);
      const found = [
        ...(own.length === endsOf(flow) ? [] : [`it has ${own.length} policies, not ${endsOf(flow)}`]),
        ...(await policies.without(own, () => wrongWithout(probes, titles, [left]))),
      ];
      report.say(`${index + 1} of ${flows.length} left out: ${left}${found.length > 0 ? ": WRONG" : ""}`);
      wrong.push(...found.map((each) => `without "${left}": ${each}`));
    }
    expect(wrong.length === 0, wrong.join("\n"));
  });
}

const endsOf = ({ from, to }: Flow) => [from, to].filter(({ kind }) => kind === "pods").length;

/**
 * A flow's two policies name the same two peers, so what two flows open twice is open twice at both ends, and seen above. What is
 * open at one end only (by a chart's own policy, by hand) is seen here.
 */
async function checkEachEnd({ context, traffic, titles, policies, probes }: Sight): Promise<void> {
  const intoPods = traffic.filter(isIntoPods).map(({ title }) => title);
  for (const [end, refused] of [
    ["Ingress", intoPods],
    ["Egress", titles],
  ] as const) {
    const title = `without the ${end.toLowerCase()} of all flows, all ${refused.length} that had one are refused: nothing else opens that end`;
    await context.report.check(title, async () => {
      const wrong = await policies.without(policies.at(end), () => wrongWithout(probes, titles, refused));
      expect(wrong.length === 0, wrong.join("\n"));
    });
  }
}

const isIntoPods = (each: Traffic): each is Traffic & { readonly to: Target } => typeof each.to === "object";

/** The check itself can fail: a policy that is too wide and a second flow that is missing are each found, and by name. */
async function checkCheck({ context, traffic, titles, policies, probes }: Sight): Promise<void> {
  const { report, kubectl } = context;
  const [one, other] = traffic.filter(isIntoPods);
  if (!one || !other) return;
  const found = (...left: Traffic[]) =>
    policies.without(policies.of(...left.map(({ title }) => title)), () =>
      wrongWithout(probes, titles, [one.title]),
    );
  await report.check("the check finds a policy that is too wide, added for the purpose", async () => {
    const wide = [...new Set([one.from.namespace, one.to.namespace])].map((namespace) => ({
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: { name: "test-too-wide", namespace },
      spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"], ingress: [{}], egress: [{}] },
    }));
    const list = { apiVersion: "v1", kind: "List", items: wide };
    try {
      await kubectl.apply(list);
      const wrong = await found(one);
      expect(wrong.join() === `still passes: ${one.title}`, `it found: ${wrong.join() || "nothing"}`);
    } finally {
      await kubectl.run(["delete", "-f", "-"], { input: JSON.stringify(list) });
    }
  });
  await report.check("the check finds a second flow that is missing, left out for the purpose", async () => {
    const wrong = await found(one, other);
    expect(wrong.join() === `also refused: ${other.title}`, `it found: ${wrong.join() || "nothing"}`);
  });
}

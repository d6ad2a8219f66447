import type { Context } from "../context";
import { expect } from "../report";
import type { Traffic } from "../traffic";
import type { Shell } from "./shell";
import { closeShells, isReady, openShells, podAt, type Source, sourceAt } from "./sources";

/** How hard to try before a connection counts as refused. */
export interface Tries {
  readonly attempts: number;
  /** What one attempt may take: policies drop packets, so that a refusal is a time-out. */
  readonly seconds: number;
}

/** What is to pass: the first packets after a pod's start may be lost, and a policy takes a moment. */
export const PATIENT: Tries = { attempts: 5, seconds: 2 };

/** A new pod may be open for its first seconds where an old one is not. */
const SETTLE = 5;

/** Probes of traffic, from a shell that stays open at each place where traffic starts. Their titles tell them apart. */
export class Probes {
  readonly #shells: readonly Shell[];
  readonly #probes: readonly { title: string; shell: Shell; attempt: (seconds: number) => string }[];

  private constructor(
    private readonly kubectl: Context["kubectl"],
    private readonly sources: readonly Source[],
    shells: readonly Shell[],
    probes: readonly { title: string; source: Source; attempt: (seconds: number) => string }[],
  ) {
    this.#shells = shells;
    this.#probes = probes.map(({ title, source, attempt }) => ({
      title,
      attempt,
      shell: shells[sources.indexOf(source)] as Shell,
    }));
  }

  static async open(
    { kubectl, cluster }: Pick<Context, "kubectl" | "cluster">,
    traffic: readonly Traffic[],
  ): Promise<Probes> {
    const pods = (await kubectl.list("pods", "-A", "--field-selector=status.phase=Running")).filter(isReady);
    const sources = new Map<string, Source>();
    const probes = traffic.map((each) => {
      const { namespace, labels } = each.from;
      const key = `${namespace}/${labels}`;
      const source = sources.get(key) ?? sourceAt(pods, each.from);
      sources.set(key, source);
      return { title: each.title, source, attempt: attemptOf(each, pods, cluster.apiServer) };
    });
    const all = [...sources.values()];
    const shells = await openShells(kubectl, all).catch(async (error) => {
      await closeShells(kubectl, all, []);
      throw error;
    });
    await new Promise((wait) => setTimeout(wait, SETTLE * 1000));
    return new Probes(kubectl, all, shells, probes);
  }

  /** Tries these at the same time, from all their places. @returns by title, whether it got through */
  async look(titles: readonly string[], tries: (title: string) => Tries): Promise<Map<string, boolean>> {
    const chosen = this.#probes.filter(({ title }) => titles.includes(title));
    const seen = new Map<string, boolean>();
    await Promise.all(
      [...new Set(chosen.map(({ shell }) => shell))].map(async (shell) => {
        const here = chosen.filter((probe) => probe.shell === shell);
        const scripts = here.map(({ title, attempt }, index) => script(index, attempt, tries(title)));
        const longest = Math.max(
          ...here.map(({ title }) => tries(title).attempts * (tries(title).seconds + 1)),
        );
        const printed = await shell.run(scripts.join("\n"), longest + 30);
        here.forEach(({ title }, index) => {
          seen.set(title, printed.includes(`probe ${index} passes\n`));
        });
      }),
    );
    return seen;
  }

  close(): Promise<void> {
    return closeShells(this.kubectl, this.sources, this.#shells);
  }
}

const script = (index: number, attempt: (seconds: number) => string, { attempts, seconds }: Tries) =>
  `( for i in $(seq ${attempts}); do ${attempt(seconds)} >/dev/null 2>&1 && echo "probe ${index} passes" && exit; [ $i = ${attempts} ] || sleep 1; done ) &`;

/** A connection that ends at once, or a look-up. */
function attemptOf(
  { title, to, port }: Traffic,
  pods: Parameters<typeof podAt>[0],
  api: Context["cluster"]["apiServer"],
): (seconds: number) => string {
  if (to === "dns") return (seconds) => `timeout ${seconds} nslookup kubernetes.default.svc.cluster.local`;
  const connect = (address: string, at: number) => (seconds: number) =>
    `nc -w ${seconds} ${address} ${at} -e /bin/true`;
  if (to === "api server") return connect(api.ranges[0]?.split("/")[0] ?? "", api.port);
  const pod = podAt(pods, to);
  expect(pod !== undefined, `${title}: no ready pod in ${to.namespace} with ${to.labels || "any labels"}`);
  return connect(String(pod.status?.podIP), port);
}

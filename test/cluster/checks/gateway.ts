import { gateway, gatewayName, proxies } from "../../../constructs/gateway/definition";
import { gatewayNamespace } from "../../../constructs/gateway/hosts";
import { authoritySecret } from "../../../constructs/gateway/issuers";
import { eventually } from "../../../scripts/support/eventually";
import { addBeside } from "../../../scripts/support/probe-pod";
import { installedIn } from "../../../stacks/platform/definitions";
import type { Context } from "../context";
import { type Client, handshake, plain, request } from "../gateway-client";
import { PROBE, route, withProbe } from "../gateway-probe";
import { expect } from "../report";
import { runningPods } from "./addresses";

const FOREIGN = [
  { name: "gateway-probe-foreign", namespace: gatewayNamespace, path: "/foreign-gateway" },
  { name: "gateway-probe-foreign", namespace: "order-runner", path: "/foreign-orders" },
];

/** Clients reach a pod through TLS, slowly too, and nobody else's routes are served. */
export async function checkGateway(context: Context): Promise<void> {
  const { report, kubectl, cluster, environment } = context;
  if (!installedIn(environment).some(({ name }) => name === gateway.name)) return; // its row says why
  if (cluster.gateway.serviceType !== "NodePort") {
    report.notSeen("requests from outside", "the gateway of this target is behind a load balancer");
    return;
  }
  const address = await kubectl.must([
    ...["get", "nodes", "-o"],
    'jsonpath={.items[0].status.addresses[?(@.type=="InternalIP")].address}',
  ]);
  const encoded = await kubectl.field(`secret/${authoritySecret}`, gatewayNamespace, "{.data.ca\\.crt}");
  const authority = Buffer.from(encoded, "base64").toString();
  const client: Client = {
    address,
    port: cluster.gateway.ports.https,
    domain: environment.domain,
    authority,
  };

  await withProbe(
    kubectl,
    FOREIGN.map(({ name, namespace, path }) => route(name, namespace, path)),
    async () => {
      await report.check(
        "a request from outside reaches a pod by HTTPS, the certificate verified",
        async () => {
          const seen = await eventually(30, async () => {
            const answer = await request(client, `${PROBE.path}/hello`);
            return answer.status === 200 ? answer : undefined;
          });
          expect(
            seen?.body.includes(`GET ${PROBE.path}/hello`) === true,
            `no answer of the pod: ${seen?.body}`,
          );
        },
      );
      await Promise.all([
        checkSlow(context, client),
        checkTls(context, client),
        checkRequests(context, client),
        checkForeignRoutes(context, client),
        checkTimeouts(context),
      ]);
    },
  );
  report.notSeen("a certificate of a public authority (ACME)", "none can reach this cluster");
}

/** Envoy by itself would end the first after 15 seconds. */
async function checkSlow({ report }: Context, client: Client): Promise<void> {
  await Promise.all([
    report.check(
      "a response that begins after 25 s, and is silent for 25 s more, arrives whole",
      async () => {
        const { body, seconds } = await request(client, `${PROBE.path}/slow`);
        expect(seconds >= 24, `it began after ${seconds} s`);
        expect(body.endsWith("the end\n"), `it was cut: ${body}`);
      },
    ),
    report.check("an upload that takes 25 s arrives whole", async () => {
      const { body } = await request(client, `${PROBE.path}/upload`, {}, { parts: 6, pause: 5000 });
      expect(body.includes("body: 6000"), `not all of it arrived: ${body}`);
    }),
  ]);
}

async function checkTls({ report }: Context, client: Client): Promise<void> {
  const old = { maxVersion: "TLSv1.1", minVersion: "TLSv1", ciphers: "DEFAULT@SECLEVEL=0" } as const;
  await report.check("TLS 1.1 is refused; 1.2, 1.3 and HTTP/2 are spoken", async () => {
    const refused = await handshake(client, old);
    expect(/ALERT_PROTOCOL_VERSION/.test(refused), `TLS 1.1: ${refused}`);
    for (const version of ["TLSv1.2", "TLSv1.3"] as const) {
      const spoken = await handshake(client, { minVersion: version, maxVersion: version });
      expect(spoken === `${version} h2`, `${version}: ${spoken}`);
    }
  });
  await report.check("a client that does not know the authority refuses the certificate", async () => {
    const refused = await handshake({ ...client, authority: undefined }, {});
    expect(/CERT|SELF_SIGNED|UNABLE/.test(refused), refused);
  });
}

async function checkRequests({ report, cluster }: Context, client: Client): Promise<void> {
  await report.check("HTTP is redirected to HTTPS, on the port that clients dial", async () => {
    const { status, headers } = await plain(client, cluster.gateway.ports.http, `${PROBE.path}?a=b`);
    const wanted = `https://${client.domain}:${client.port}${PROBE.path}?a=b`;
    expect(status === 301 && headers.location === wanted, `${status} ${headers.location}`);
  });
  await report.check("what a client says of who and where it is does not arrive", async () => {
    const said = {
      "x-forwarded-for": "203.0.113.7",
      "x-forwarded-user": "root",
      forwarded: "for=203.0.113.7",
      "x-magda-session": "root",
    };
    const { body } = await request(client, `${PROBE.path}/headers`, said);
    expect(/^x-forwarded-for: [0-9a-f.:]+$/m.test(body), `no address of the client: ${body}`);
    expect(!/203\.0\.113\.7|x-forwarded-user|x-magda-session/.test(body), `it arrived: ${body}`);
  });
  await report.check("a path arrives as it was sent, escaped or not", async () => {
    const { body } = await request(client, `${PROBE.path}/urn%3Aivcap%2Fa//b`);
    expect(body.startsWith(`GET ${PROBE.path}/urn%3Aivcap%2Fa//b`), `it arrived as ${body.split("\n")[0]}`);
  });
}

async function checkForeignRoutes({ report, kubectl }: Context, client: Client): Promise<void> {
  for (const { name, namespace, path } of FOREIGN) {
    await report.check(`a route of the namespace ${namespace} is not served`, async () => {
      const { status } = await request(client, path);
      expect(status === 404, `it answers with ${status}`);
      const reasons = '{.status.parents[*].conditions[?(@.type=="Accepted")].reason}';
      const reason = await kubectl.field(`httproute/${name}`, namespace, reasons);
      // Refused where the controller looks, and not even read elsewhere.
      expect(
        reason === (namespace === gatewayNamespace ? "NotAllowedByListeners" : ""),
        `it says: ${reason}`,
      );
    });
  }
}

/** An hour of silence is too long to wait for: Envoy says itself what it will do. */
async function checkTimeouts({ report, kubectl }: Context): Promise<void> {
  await report.check(
    "Envoy's own configuration ends nothing by the clock, and a stream after an hour of silence",
    async () => {
      const labels = Object.entries(proxies.labels)
        .map((pair) => pair.join("="))
        .join(",");
      const [pod] = await runningPods(kubectl, proxies.namespace, labels);
      expect(pod !== undefined, `no proxy of ${gatewayName} runs`);
      const asked =
        "wget -q -O - http://127.0.0.1:19000/config_dump | tr -d ' \\n' | grep -oE '\"(timeout|stream_idle_timeout)\":\"[0-9.]+s\"' | sort -u";
      const [{ name }, container] = [pod.metadata, `timeouts-${Date.now().toString(36)}`];
      await addBeside(kubectl, proxies.namespace, name, container, asked);
      const printed = await eventually(60, async () => {
        const { stdout } = await kubectl.run(["logs", name, "-n", proxies.namespace, "-c", container]);
        return stdout || undefined;
      });
      expect(printed !== undefined, "Envoy did not say it in a minute");
      expect(
        printed.includes('"timeout":"0s"') && printed.includes('"stream_idle_timeout":"3600s"'),
        printed,
      );
    },
  );
}

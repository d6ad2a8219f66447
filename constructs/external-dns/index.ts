import { basename, dirname } from "node:path";
import { Construct } from "constructs";
import type { ZoneProvider } from "../../stacks/cluster/access";
import { componentRelease } from "../chart-release";
import type { ComponentProps } from "../component";
import { namespace as proxiesNamespace } from "../envoy-gateway/definition";
import { zoneOf } from "../gateway/zone";
import { imageOf } from "../images";
import { Manifests } from "../manifests";
import { bound } from "../rbac";
import { restrictedContainer, restrictedPod } from "../security";
import { account, externalDns, NOTE } from "./definition";
import { sizes } from "./sizes";

export type ExternalDnsProps = ComponentProps;

const USER = 65532;
const FILES = "external-dns-files";
const namespace = externalDns.namespace.name;

const defaults = ({ environment, cluster }: ExternalDnsProps) => {
  const { registry, repository, tag } = imageOf(environment, "external-dns", "external-dns");
  const { zone, provider } = zoneOf(environment, cluster) ?? {};
  const { podLabels } = cluster.identityOf("external-dns");
  return {
    image: { repository: `${registry}/${repository}`, tag },
    serviceAccount: { create: false, name: account }, // of the release that gives it its rights
    rbac: { create: false }, // pods and endpoints too, which it does not look at here
    // The gateway's Service, and no other, in the one namespace that has it.
    namespaced: true,
    sourceNamespace: proxiesNamespace.name,
    sources: ["service"],
    extraArgs: ["--service-type-filter=LoadBalancer", ...(provider?.args ?? [])],
    provider: { name: provider?.name },
    domainFilters: [zone],
    // Its own records go with what they are for; others' are not touched: each of its own has a note of who made it.
    policy: "sync",
    txtOwnerId: `ivcap-${environment.name}`,
    txtPrefix: `%{record_type}${NOTE}`,
    triggerLoopOnEvent: true,
    ...(Object.keys(podLabels).length > 0 ? { podLabels } : {}),
    ...variables(provider),
    ...files(provider),
    podSecurityContext: restrictedPod(USER),
    securityContext: restrictedContainer,
    resources: sizes.server,
  };
};

const variables = (provider?: ZoneProvider) => {
  const env = Object.entries(provider?.env ?? {}).map(([name, value]) => ({ name, value }));
  return env.length > 0 ? { env } : {};
};

/** What the provider reads from a folder. */
const files = (provider?: ZoneProvider) => {
  const [first] = Object.keys(provider?.files ?? {});
  return first === undefined
    ? {}
    : {
        extraVolumes: [{ name: "files", configMap: { name: FILES } }],
        extraVolumeMounts: [{ name: "files", mountPath: dirname(first), readOnly: true }],
      };
};

/** What it is, what it may read, and what its provider is told by files. */
const manifests = ({ environment, cluster }: ExternalDnsProps) => {
  const { serviceAccountAnnotations } = cluster.identityOf("external-dns");
  const told = Object.entries(zoneOf(environment, cluster)?.provider.files ?? {});
  return [
    {
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { name: account, namespace, annotations: { ...serviceAccountAnnotations } },
      automountServiceAccountToken: false,
    },
    ...bound("external-dns", proxiesNamespace.name, { name: account, namespace }, [
      { apiGroups: [""], resources: ["services"], verbs: ["get", "list", "watch"] },
    ]),
    ...(told.length > 0
      ? [
          {
            apiVersion: "v1",
            kind: "ConfigMap",
            metadata: { name: FILES, namespace },
            data: Object.fromEntries(told.map(([path, content]) => [basename(path), content])),
          },
        ]
      : []),
  ];
};

/** external-dns, for the one Service that clients reach and the one zone of the deployment. */
export class ExternalDns extends Construct {
  readonly ready;

  constructor(scope: Construct, id: string, props: ExternalDnsProps) {
    super(scope, id);
    const rights = new Manifests(this, "rights", {
      name: "external-dns-rights",
      namespace,
      manifests: manifests(props),
      dependsOn: props.dependsOn,
    }).release;
    this.ready = componentRelease(this, externalDns, props, defaults(props), { dependsOn: [rights] });
  }
}

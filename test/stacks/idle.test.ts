import { loadEnvironments } from "../../environments/load";
import type { Environment } from "../../environments/schema";
import { accessOf } from "../../stacks/cluster";
import { flowsOf } from "../../stacks/platform/definitions";
import { refuseIdle } from "../../stacks/platform/idle";

const fixture = (name: string): Environment => {
  const [environment] = loadEnvironments("test/fixtures/environments", name);
  if (!environment) throw new Error(`no fixture ${name}`);
  return environment;
};
const aws = fixture("aws-complete");
const azure = fixture("azure-complete");
const minikube = fixture("complete");
const refusing = (environment: Environment) => () => refuseIdle(environment, accessOf(environment));

test("what the clouds' fixtures set is refused nowhere", () => {
  for (const environment of [aws, azure, minikube]) expect(refusing(environment)).not.toThrow();
});

test("settings of MinIO beside S3 are refused: it is not installed", () => {
  expect(refusing({ ...aws, components: { minio: { servers: 4 } } })).toThrow(
    /aws-complete\.yaml: components\.minio: found: settings of MinIO; allowed with objectStore\.kind: s3: nothing.*remove them/,
  );
});

test("a size of the backups' volume is refused where they go to a bucket", () => {
  expect(refusing({ ...azure, backups: { storage: "40Gi" } })).toThrow(
    /azure-complete\.yaml: backups\.storage: found: 40Gi; allowed with the target azure: nothing.*remove it/,
  );
});

test("a zone that does not hold the domain is refused, with the one that does", () => {
  expect(refusing({ ...aws, dns: { zone: "other.example.org" } })).toThrow(
    /dns\.zone: found: other\.example\.org; allowed: a zone that holds the domain aws\.complete\.example\.org: .*did you mean complete\.example\.org\?/,
  );
  expect(refusing({ ...aws, dns: { zone: "plete.example.org" } })).toThrow(/dns\.zone/);
  expect(refusing({ ...aws, dns: { zone: "aws.complete.example.org" } })).not.toThrow();
});

test.each([
  [{ ...azure, objectStore: { kind: "s3" } }, "azure"],
  [{ ...minikube, objectStore: { kind: "s3" } }, "minikube"],
] as [Environment, string][])("S3 is refused where the target has none", (environment, target) => {
  expect(() => flowsOf(environment)).toThrow(
    new RegExp(`objectStore\\.kind: found: s3; allowed with the target ${target}: minio; write minio`),
  );
});

test("a zone is refused where the target has none", () => {
  const withZone: Environment = {
    ...minikube,
    dns: { zone: "example.org" },
    tls: { issuer: "acme", email: "a@example.org" },
  };
  expect(() => flowsOf(withZone)).toThrow(
    /complete\.yaml: dns: found: the zone example\.org; allowed with the target minikube: nothing/,
  );
});

import type { stack } from "../support/stacks";
import { access, clusterOf, complete, documentOf, shipped } from "./aws-cluster";

describe("what is kept", () => {
  test("backups have a bucket always, objects and logs where they are in S3", () => {
    const names = (of: ReturnType<typeof stack>) => of.resources("aws_s3_bucket").map(({ bucket }) => bucket);
    expect(names(shipped())).toEqual([expect.stringMatching(/^ivcap-aws-.*-backups$/)]);
    expect(names(complete())).toEqual(
      ["backups", "logs", "objects"].map((of) => `ivcap-aws-complete-210987654321-${of}`),
    );
  });

  test("other layers know at synth where backups and objects go, and how the zone is changed", () => {
    const known = access("aws-complete");
    const names = complete()
      .resources("aws_s3_bucket")
      .map(({ bucket }) => bucket);
    const told = [known.backups?.kind === "s3" && known.backups.bucket, known.objectStore?.buckets];
    expect(told.flatMap((each) => (typeof each === "object" ? Object.values(each) : each)).sort()).toEqual(
      names,
    );
    expect(known.objectStore?.endpoint).toBe("https://s3.ap-southeast-2.amazonaws.com");
    expect(known.zones).toMatchObject({ name: "aws", env: { AWS_REGION: "ap-southeast-2" } });
  });

  test("a destroy empties no bucket of backups, and the others only without protection", () => {
    const forced = (rest: string) =>
      clusterOf("", { rest: `objectStore: { kind: s3 }\n${rest}` })
        .resources("aws_s3_bucket")
        .map(({ force_destroy }) => force_destroy);
    expect(forced("protection: on")).toEqual([false, false, false]);
    expect(forced("protection: off")).toEqual([false, true, true]);
  });

  test("one key encrypts buckets, images, logs, volumes and the nodes' disks", () => {
    const key = "${aws_kms_key.encryption_key.arn}";
    expect(complete().resources("aws_kms_key")).toMatchObject([{ enable_key_rotation: true }]);
    for (const [type, count] of [
      ["aws_s3_bucket_server_side_encryption_configuration", 3],
      ["aws_ecr_repository", 4],
      ["aws_cloudwatch_log_group", 2],
    ] as const) {
      const found = complete().resources(type);
      expect(found).toHaveLength(count);
      for (const each of found) expect(JSON.stringify(each)).toContain(key);
    }
    const alias = "arn:aws:kms:ap-southeast-2:210987654321:alias/ivcap-aws-complete";
    const known = access("aws-complete");
    expect(known.storage.parameters).toMatchObject({ encrypted: "true", kmsKeyId: alias });
    expect(JSON.stringify(known.nodeManifests)).toContain(`"kmsKeyID":"${alias}"`);
  });

  test("everything is tagged, by the provider, and what the cluster makes by what makes it", () => {
    const tags = { platform: "ivcap", environment: "aws-complete", owner: "owner-of-aws" };
    expect(complete().json.provider.aws).toMatchObject([
      { default_tags: [{ tags: { ...tags, layer: "cluster" } }] },
    ]);
    const { gateway, storage, nodeManifests } = access("aws-complete");
    expect(nodeManifests).toContainEqual(
      expect.objectContaining({
        kind: "NodeClass",
        spec: expect.objectContaining({ tags: { ...tags, layer: "cluster" } }),
      }),
    );
    const pairs = Object.entries({ ...tags, layer: "platform" }).map(([key, value]) => `${key}=${value}`);
    expect(Object.values(storage.parameters)).toEqual(expect.arrayContaining(pairs));
    for (const pair of pairs) expect(JSON.stringify(gateway.annotations)).toContain(pair);
  });
});

describe("workloads", () => {
  const workload = {
    name: "keeper",
    namespace: "minding",
    serviceAccount: "keeper",
    pods: [],
    grants: ["backups", "objects"] as const,
  };
  const one = () => clusterOf("", { workloads: [workload] }).resources;

  test("a role is taken by its one service account of this cluster, and by nothing else", () => {
    const role = one()("aws_iam_role").find(({ name }) => name === "ivcap-trial-keeper");
    expect(documentOf(role?.assume_role_policy)).toMatchObject([
      {
        Principal: { Service: "pods.eks.amazonaws.com" },
        Action: ["sts:AssumeRole", "sts:TagSession"],
        Condition: {
          StringEquals: {
            "aws:SourceAccount": "123456789012",
            "aws:RequestTag/eks-cluster-arn": "arn:aws:eks:eu-west-1:123456789012:cluster/ivcap-trial",
            "aws:RequestTag/kubernetes-namespace": "minding",
            "aws:RequestTag/kubernetes-service-account": "keeper",
          },
        },
      },
    ]);
    expect(one()("aws_eks_pod_identity_association")).toMatchObject([
      { namespace: "minding", service_account: "keeper" },
    ]);
  });

  test("it may use the buckets that it is granted as far as there are any, and no other", () => {
    const rights = one()("aws_iam_role_policy").find(({ name }) => name === "rights");
    const text = JSON.stringify(documentOf(rights?.policy));
    expect(text).toContain("aws_s3_bucket.buckets_backups_bucket.arn");
    expect(text).not.toMatch(/objects_bucket|logs_bucket|"\*"/);
  });

  test("without a right there is no role", () => {
    const { resources } = clusterOf("", { workloads: [{ ...workload, grants: ["objects"] }] });
    expect(resources("aws_eks_pod_identity_association")).toEqual([]);
  });

  test("records of the domain may be changed, of whichever zone they are in, and no other name's", () => {
    const { resources } = clusterOf("", { workloads: [{ ...workload, grants: ["dns"] }] });
    const rights = resources("aws_iam_role_policy").find(({ name }) => name === "rights");
    const statements = documentOf(rights?.policy);
    const anywhere = statements.filter(({ Resource }) => Resource === "*").flatMap(({ Action }) => Action);
    expect(anywhere).toEqual(["route53:ListHostedZones", "route53:ListHostedZonesByName"]);
    const [change] = statements;
    expect(change).toMatchObject({
      Action: "route53:ChangeResourceRecordSets",
      Condition: {
        "ForAllValues:StringLike": {
          "route53:ChangeResourceRecordSetsNormalizedRecordNames": [
            "trial.example.org",
            "*.trial.example.org",
          ],
        },
      },
    });
  });
});

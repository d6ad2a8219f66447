import { environmentOf } from "../support/environments";
import type { Deployment } from "../support/stacks";
import { companionRule, isFalse, isNotTrue, isText, isTrue, oneOf, placeRule } from "./support/cloud";
import { at, listAt, objectAt, pick, resources } from "./support/resources";
import { type Rule, rule } from "./support/rule";

const cluster = "aws_eks_cluster";
const aws = { about: (deployment: Deployment) => environmentOf(deployment).target === "aws", spoilt: "aws" };

const endpoint: Rule = (deployment) =>
  resources(deployment, cluster).flatMap(({ address, body }) => {
    const { endpoint_public_access: isPublic, public_access_cidrs: ranges } = objectAt(body, "vpc_config");
    const named = environmentOf(deployment).aws?.endpoint?.publicRanges;
    if (isPublic !== true)
      return isPublic === false ? [] : [`${address}: EKS opens it where nothing is said`];
    return [
      ...(named === undefined ? [`${address}: open, and nobody said so`] : []),
      ...listAt(ranges)
        .concat(ranges === undefined ? ["0.0.0.0/0"] : [])
        .filter((range) => /\/0$/.test(String(range)))
        .map((range) => `${address}: open to ${range}`),
    ];
  });

rule(
  "the Kubernetes API answers outside only where the environment names who may ask, and never the world (CKV_AWS_38, CKV_AWS_39)",
  endpoint,
  {
    "an endpoint that is open": (copy) =>
      Object.assign(objectAt(pick(copy, cluster), "vpc_config"), { endpoint_public_access: true }),
    "an endpoint of which nothing is said": (copy) => {
      delete objectAt(pick(copy, cluster), "vpc_config").endpoint_public_access;
    },
    "the whole world": (copy) =>
      Object.assign(objectAt(pick(copy, cluster), "vpc_config"), {
        endpoint_public_access: true,
        public_access_cidrs: ["0.0.0.0/0"],
      }),
  },
  aws,
);

placeRule("aws", {
  sentence: "secrets of the cluster are encrypted by a key of ours (CKV_AWS_58)",
  type: cluster,
  path: ["encryption_config", "resources"],
  allowed: (found) => Array.isArray(found) && found.includes("secrets"),
  bad: [],
});
placeRule("aws", {
  sentence: "every log of the control plane is kept (CKV_AWS_37)",
  type: cluster,
  path: ["enabled_cluster_log_types"],
  allowed: (found) =>
    ["api", "audit", "authenticator", "controllerManager", "scheduler"].every(
      (log) => Array.isArray(found) && found.includes(log),
    ),
  bad: ["api", "audit"],
});
placeRule("aws", {
  sentence: "people and nodes are let in by access entries, not by an object in the cluster",
  type: cluster,
  path: ["access_config", "authentication_mode"],
  allowed: oneOf("API"),
  bad: "API_AND_CONFIG_MAP",
});
placeRule("aws", {
  sentence: "logs are kept for a year (CKV_AWS_338)",
  type: "aws_cloudwatch_log_group",
  path: ["retention_in_days"],
  allowed: (found) => Number(found) >= 365,
  bad: 30,
});
placeRule("aws", {
  sentence: "logs are encrypted by a key of ours (CKV_AWS_158)",
  type: "aws_cloudwatch_log_group",
  path: ["kms_key_id"],
  allowed: isText,
  bad: "",
});
placeRule("aws", {
  sentence: "a key is renewed each year (CKV_AWS_7)",
  type: "aws_kms_key",
  path: ["enable_key_rotation"],
  allowed: isTrue,
  bad: false,
});
placeRule("aws", {
  sentence: "a key has a policy that is written down (CKV2_AWS_64)",
  type: "aws_kms_key",
  path: ["policy"],
  allowed: isText,
  bad: "",
});
placeRule("aws", {
  sentence: "an image's tag never moves (CKV_AWS_51)",
  type: "aws_ecr_repository",
  path: ["image_tag_mutability"],
  allowed: oneOf("IMMUTABLE"),
  bad: "MUTABLE",
});
placeRule("aws", {
  sentence: "images are encrypted by a key of ours (CKV_AWS_136)",
  type: "aws_ecr_repository",
  path: ["encryption_configuration", 0, "encryption_type"],
  allowed: oneOf("KMS"),
  bad: "AES256",
});
placeRule("aws", {
  sentence: "images are scanned when they are pushed (CKV_AWS_163)",
  type: "aws_ecr_repository",
  path: ["image_scanning_configuration", "scan_on_push"],
  allowed: isTrue,
  bad: false,
});
placeRule("aws", {
  sentence: "no subnet gives public addresses by itself (CKV_AWS_130)",
  type: "aws_subnet",
  path: ["map_public_ip_on_launch"],
  allowed: isNotTrue,
  bad: true,
});
companionRule("aws", {
  sentence: "what passes through a network is logged (CKV2_AWS_11)",
  of: "aws_vpc",
  has: "aws_flow_log",
  by: "vpc_id",
});

const defaultGroup: Rule = (deployment) => {
  const groups = resources(deployment, "aws_default_security_group");
  return [
    ...(groups.length < resources(deployment, "aws_vpc").length
      ? ["a network whose default group is nobody's"]
      : []),
    ...groups
      .filter(({ body }) => listAt(body, "ingress").length + listAt(body, "egress").length > 0)
      .map(({ address }) => `${address}: opens something`),
  ];
};
rule(
  "a network's default security group opens nothing (CKV2_AWS_12)",
  defaultGroup,
  {
    "one that lets in": (copy) =>
      Object.assign(pick(copy, "aws_default_security_group"), { ingress: [{ protocol: "-1" }] }),
    "one that lets out": (copy) =>
      Object.assign(pick(copy, "aws_default_security_group"), { egress: [{ protocol: "-1" }] }),
    "one that is left as AWS makes it": (copy) => {
      for (const { json } of copy.stacks) delete json.resource.aws_default_security_group;
    },
  },
  aws,
);

const open: Rule = (deployment) =>
  resources(deployment, "aws_vpc_security_group_ingress_rule")
    .filter(({ body }) => /\/0$/.test(`${body.cidr_ipv4 ?? ""}${body.cidr_ipv6 ?? ""}`))
    .map(({ address }) => `${address}: from everywhere`);
rule(
  "no security group of ours lets in from everywhere (CKV_AWS_24, CKV_AWS_25, CKV_AWS_260)",
  open,
  {
    "one for all": (copy) =>
      Object.assign(pick(copy, "aws_vpc_security_group_ingress_rule"), { cidr_ipv4: "0.0.0.0/0" }),
  },
  aws,
);

const bucket = "aws_s3_bucket";
const blocks = {
  CKV_AWS_53: "block_public_acls",
  CKV_AWS_54: "block_public_policy",
  CKV_AWS_55: "ignore_public_acls",
  CKV_AWS_56: "restrict_public_buckets",
};
for (const [check, key] of Object.entries(blocks)) {
  placeRule("aws", {
    sentence: `nothing makes a bucket public: ${key} (${check})`,
    type: "aws_s3_bucket_public_access_block",
    path: [key],
    allowed: isTrue,
    bad: false,
  });
}
const companions: Record<string, string> = {
  "has its public access blocked (CKV2_AWS_6)": "aws_s3_bucket_public_access_block",
  "keeps its versions (CKV_AWS_21)": "aws_s3_bucket_versioning",
  "is encrypted (CKV_AWS_19)": "aws_s3_bucket_server_side_encryption_configuration",
  "has a policy (CKV_AWS_379: TLS only)": "aws_s3_bucket_policy",
  "has no access lists (CKV2_AWS_65)": "aws_s3_bucket_ownership_controls",
  "ends what is old (CKV2_AWS_61)": "aws_s3_bucket_lifecycle_configuration",
};
for (const [what, has] of Object.entries(companions)) {
  companionRule("aws", { sentence: `every bucket ${what}`, of: bucket, has, by: "bucket" });
}
placeRule("aws", {
  sentence: "buckets keep every version (CKV_AWS_21)",
  type: "aws_s3_bucket_versioning",
  path: ["versioning_configuration", "status"],
  allowed: oneOf("Enabled"),
  bad: "Suspended",
});
placeRule("aws", {
  sentence: "buckets are encrypted by a key of ours (CKV_AWS_145)",
  type: "aws_s3_bucket_server_side_encryption_configuration",
  path: ["rule", 0, "apply_server_side_encryption_by_default", "sse_algorithm"],
  allowed: oneOf("aws:kms"),
  bad: "AES256",
});
placeRule("aws", {
  sentence: "an upload that was given up is taken away (CKV_AWS_300)",
  type: "aws_s3_bucket_lifecycle_configuration",
  path: ["rule", 0, "abort_incomplete_multipart_upload", 0, "days_after_initiation"],
  allowed: (found) => Number(found) > 0,
  bad: 0,
});
placeRule("aws", {
  sentence: "no bucket goes with what is in it",
  type: bucket,
  path: ["force_destroy"],
  allowed: isNotTrue,
  bad: true,
});

/** A statement of a policy that is text: who, what, on what. */
const statements = (policy: unknown) =>
  (JSON.parse(String(policy)) as { Statement: Record<string, never>[] }).Statement;
const isTlsOnly = (policy: unknown) =>
  statements(policy).some(
    (each) => each.Effect === "Deny" && at(each, "Condition", "Bool", "aws:SecureTransport") === "false",
  );
rule(
  "no bucket answers without TLS (CKV_AWS_379)",
  (deployment) =>
    resources(deployment, "aws_s3_bucket_policy")
      .filter(({ body }) => !isTlsOnly(body.policy))
      .map(({ address }) => `${address}: answers in plain text`),
  {
    "a policy that forgets it": (copy) => {
      pick(copy, "aws_s3_bucket_policy").policy = JSON.stringify({ Statement: [] });
    },
  },
  aws,
);

const stars: Rule = (deployment) =>
  resources(deployment, "aws_iam_role_policy").flatMap(({ address, body }) =>
    statements(body.policy)
      .filter(
        (each) =>
          each.Effect === "Allow" &&
          [each.Action].flat().some((action) => /^(\*|\w+:\*)$/.test(String(action))),
      )
      .map(() => `${address}: every action of a service`),
  );
rule(
  "no role may do everything that a service can (CKV_AWS_288, CKV_AWS_355 and their kind)",
  stars,
  {
    "all of S3": (copy) => {
      pick(copy, "aws_iam_role_policy").policy = JSON.stringify({
        Statement: [{ Effect: "Allow", Action: ["s3:*"], Resource: "*" }],
      });
    },
    "all of everything": (copy) => {
      pick(copy, "aws_iam_role_policy").policy = JSON.stringify({
        Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
      });
    },
  },
  aws,
);

placeRule("aws", {
  sentence: "EKS brings no node pool of its own, whose nodes would let pods talk before a policy is there",
  type: cluster,
  path: ["compute_config", "node_pools"],
  allowed: (found) => Array.isArray(found) && found.length === 0,
  bad: ["general-purpose"],
});
placeRule("aws", {
  sentence: "nothing of EKS comes by an add-on that is not wanted",
  type: cluster,
  path: ["bootstrap_self_managed_addons"],
  allowed: isFalse,
  bad: true,
});

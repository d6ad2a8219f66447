import { EcrLifecyclePolicy } from "@cdktf/provider-aws/lib/ecr-lifecycle-policy";
import { EcrRepository } from "@cdktf/provider-aws/lib/ecr-repository";
import type { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { Construct } from "constructs";
import { markHoldsData } from "../../../constructs/protection";
import type { Environment } from "../../../environments/schema";
import { namesOf } from "./names";

/** What is built here. Everything else is pulled from where it is published, or from the environment's mirror. */
const IMAGES = ["api-gateway", "order-dispatcher", "data-proxy", "exit-handler"] as const;

/** Tagged images that are kept of each: a way back over many releases. */
const KEPT = 50;

/** The images of our own services: scanned when they come, and a tag never means another image. */
export class Registry extends Construct {
  /** Address by image: what comes before `:tag`. */
  readonly addresses: Readonly<Record<string, string>>;

  constructor(
    scope: Construct,
    id: string,
    { environment, key, isProtected }: { environment: Environment; key: KmsKey; isProtected: boolean },
  ) {
    super(scope, id);
    this.addresses = Object.fromEntries(
      IMAGES.map((image) => {
        const repository = new EcrRepository(this, image, {
          name: namesOf(environment).repository(image),
          imageTagMutability: "IMMUTABLE",
          imageScanningConfiguration: { scanOnPush: true },
          encryptionConfiguration: [{ encryptionType: "KMS", kmsKey: key.arn }],
          forceDelete: !isProtected, // images can be built again
        });
        markHoldsData(repository);
        new EcrLifecyclePolicy(this, `${image}-lifecycle`, {
          repository: repository.name,
          policy: JSON.stringify({ rules }),
        });
        return [image, repository.repositoryUrl];
      }),
    );
  }
}

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html */
const rules = [
  {
    rulePriority: 1,
    description: "What no tag names any more",
    selection: { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 14 },
    action: { type: "expire" },
  },
  {
    rulePriority: 2,
    description: `All but the last ${KEPT}`,
    selection: {
      tagStatus: "tagged",
      tagPatternList: ["*"],
      countType: "imageCountMoreThan",
      countNumber: KEPT,
    },
    action: { type: "expire" },
  },
];

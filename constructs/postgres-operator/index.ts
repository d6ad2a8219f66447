import { Construct } from "constructs";
import { componentRelease } from "../chart-release";
import type { ComponentProps } from "../component";
import { imageOf } from "../images";
import { postgresOperator } from "./definition";
import { sizes } from "./sizes";

export type PostgresOperatorProps = ComponentProps;

const defaults = ({ environment }: PostgresOperatorProps) => {
  const image = imageOf(environment, "postgres-operator", "operator");
  return {
    fullnameOverride: "postgres-operator",
    image: { repository: `${image.registry}/${image.repository}`, tag: image.tag },
    resources: sizes.operator,
  };
};

/** CloudNativePG's operator. Ready when its webhook answers, which the cluster's objects need to be accepted. */
export class PostgresOperator extends Construct {
  readonly ready;

  constructor(scope: Construct, id: string, props: PostgresOperatorProps) {
    super(scope, id);
    this.ready = componentRelease(this, postgresOperator, props, defaults(props));
  }
}

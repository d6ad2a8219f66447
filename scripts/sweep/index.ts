import type { Environment } from "../../environments/schema";
import { awsSweeper } from "./aws";
import { azureSweeper } from "./azure";
import type { Sweeper } from "./leftover";
import { minikubeSweeper } from "./minikube";

const sweepers: Record<Environment["target"], (environment: Environment) => Sweeper> = {
  aws: awsSweeper,
  azure: azureSweeper,
  minikube: minikubeSweeper,
};

/** What looks for the leftovers of an environment's target. */
export const sweeperOf = (environment: Environment): Sweeper => sweepers[environment.target](environment);

import type { Environment } from "../../environments/schema";
import { type PodRequests, passing, running, type Volumes } from "../pod-requests";
import { resources } from "../security";
import { logins } from "./logins";

export const sizes = {
  instance: resources({ request: "250m", limit: "2" }, "1Gi"),
  pooler: resources({ request: "50m", limit: "500m" }, "128Mi"),
  /** Of the check of one login. */
  login: resources({ request: "10m", limit: "200m" }, "64Mi"),
};

export const instancesOf = ({ components }: Environment) => components?.postgres?.instances ?? 1;
export const storageOf = ({ components }: Environment) => components?.postgres?.storage ?? "20Gi";
export const POOLERS = 1;

export const runs = (environment: Environment): PodRequests[] => [
  running("postgres instance", instancesOf(environment), sizes.instance),
  running("postgres pooler", POOLERS, sizes.pooler),
  passing("postgres instance in the making", sizes.instance), // the operator's job, before each instance
  passing("postgres login check", ...logins.map(() => sizes.login)),
];

export const volumes = (environment: Environment): Volumes[] => [
  { name: "postgres instance", count: instancesOf(environment), size: storageOf(environment) },
];

import { strict } from "../../scripts/render/kubernetes-schema";
import { validator } from "../../scripts/render/validator";
import { releasesOf } from "../../scripts/support/releases";
import type { JsonObject } from "../../scripts/support/stack-json";
import { stack } from "../support/stacks";

const json = (value: object) => JSON.parse(JSON.stringify(value)) as JsonObject;

const definition = json({
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  metadata: { name: "things.example.org" },
  spec: {
    group: "example.org",
    scope: "Namespaced",
    names: { kind: "Thing", plural: "things" },
    versions: [
      {
        name: "v1",
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: "object",
            properties: {
              spec: {
                type: "object",
                required: ["size"],
                properties: {
                  size: { type: "integer" },
                  port: { "x-kubernetes-int-or-string": true },
                  free: { type: "object", properties: {}, "x-kubernetes-preserve-unknown-fields": true },
                  labels: { type: "object", additionalProperties: { type: "string" } },
                },
              },
            },
          },
        },
      },
    ],
  },
});

const validate = validator([definition]);
const thing = (spec: object, metadata: object = { name: "t" }) =>
  validate(json({ apiVersion: "example.org/v1", kind: "Thing", metadata, spec }));
const policy = (spec: object) =>
  validate(
    json({ apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", metadata: { name: "p" }, spec }),
  );

test("what Kubernetes and a definition allow passes", () => {
  expect(validate(definition)).toEqual([]);
  expect(
    policy({ podSelector: {}, policyTypes: ["Ingress"], ingress: [{ ports: [{ port: "web" }] }] }),
  ).toEqual([]);
  expect(thing({ size: 1, port: "web", free: { any: 1 }, labels: { a: "b" } })).toEqual([]);
});

test("a field that holds null is one that is not there, but a null among the items of a list is none", () => {
  expect(thing({ size: 1, labels: null }, { name: "t", annotations: null })).toEqual([]);
  expect(thing({ size: null })).toEqual([expect.stringContaining("required property 'size'")]);
  expect(policy({ podSelector: {}, policyTypes: [null] })).not.toEqual([]);
});

test("an unknown field is refused at any depth, in Kubernetes' kinds and in custom ones", () => {
  expect(policy({ podSelector: {}, ingres: [] })).toEqual(["unknown field spec.ingres"]);
  expect(policy({ podSelector: {}, ingress: [{ form: [] }] })).toEqual(["unknown field spec.ingress.0.form"]);
  expect(thing({ size: 1, sise: 2 })).toEqual(["unknown field spec.sise"]);
  expect(thing({ size: 1 }, { name: "t", lables: {} })).toEqual(["unknown field metadata.lables"]);
});

test("what is null counts as not there, as for Kubernetes", () => {
  expect(thing({ size: 1, labels: null }, { name: "t", creationTimestamp: null })).toEqual([]);
  expect(thing({ size: null })).toEqual(["spec: must have required property 'size'"]);
});

test("a wrong type and a missing field are refused", () => {
  expect(thing({ size: "1" })).toEqual(["spec.size: must be integer"]);
  expect(thing({})).toEqual(["spec: must have required property 'size'"]);
  expect(thing({ size: 1, labels: { a: 1 } })).toEqual(["spec.labels.a: must be string"]);
});

test("a field of null is as good as none, so that one that has to be there is missing", () => {
  expect(thing({ size: 1, labels: null }, { name: "t", annotations: null })).toEqual([]);
  expect(thing({ size: null })).toEqual(["spec: must have required property 'size'"]);
});

test("a kind that nobody defines, and one that Kubernetes 1.34 no longer serves, are refused", () => {
  expect(validate(json({ apiVersion: "example.org/v2", kind: "Thing" }))).toEqual([
    expect.stringMatching(/^no schema of example\.org\/v2 Thing/),
  ]);
  expect(validate(json({ apiVersion: "policy/v1beta1", kind: "PodDisruptionBudget" }))).toHaveLength(1);
});

test("a schema that says what else it takes is left as open as it says", () => {
  expect(strict({ properties: {}, additionalProperties: { type: "string" } })).toEqual({
    properties: {},
    additionalProperties: { type: "string" },
  });
});

const ours = releasesOf(stack("minikube-platform"))
  .filter(({ chart }) => chart.startsWith("assets/"))
  .flatMap(({ values }) => values.manifests as JsonObject[]);

test("every object of ours is what Kubernetes 1.34 takes", () => {
  expect(ours.length).toBeGreaterThan(8);
  const isCustom = ({ apiVersion }: JsonObject) => /^(gateway\.|cert-manager\.io)/.test(String(apiVersion)); // npm run render has their definitions
  expect(ours.filter((object) => !isCustom(object)).flatMap(validate)).toEqual([]);
});

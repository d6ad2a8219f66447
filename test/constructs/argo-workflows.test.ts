import { join } from "node:path";
import { resourcesOf, stacksIn } from "../../scripts/support/stack-json";
import { folderWith, MINIMAL } from "../support/environment-folder";
import { program } from "../support/program";
import { stack } from "../support/stacks";

interface Values {
  controller: { failedPodRestart?: unknown; extraArgs: string[] };
}

const argo = (releases: { name?: unknown; values?: unknown }[]): Values => {
  const release = releases.find(({ name }) => name === "argo-workflows");
  return JSON.parse((release?.values as string[] | undefined)?.[0] ?? "{}") as Values;
};

test("the controller watches the orders' namespace only", () => {
  const { controller } = argo(stack("minikube-platform").resources("helm_release"));
  expect(controller.extraArgs).toEqual(["--namespaced", "--managed-namespace", "order-runner"]);
});

test("the pinned Argo 4 keeps the chart's setting for failed pods", () => {
  expect(argo(stack("minikube-platform").resources("helm_release")).controller).not.toHaveProperty(
    "failedPodRestart",
  );
});

test("an Argo 3, which stops on a field that it does not know, is not given that setting", async () => {
  const images =
    "components: {argo-workflows: {images: {controller: 'quay.io/argoproj/workflow-controller:v3.7.6'}}}\n";
  const folder = folderWith({ "environments/old.yaml": MINIMAL + images });
  const out = join(folder, "out");
  const { code, stderr } = await program("main.ts", [], {
    IVCAP_ENVIRONMENTS: join(folder, "environments"),
    CDKTF_OUTDIR: out,
  });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const releases = stacksIn(out).flatMap((each) => resourcesOf(each, "helm_release"));
  expect(argo(releases).controller).toHaveProperty("failedPodRestart", null);
});

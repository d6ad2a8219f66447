import type { Pod } from "../../scripts/render/pods";
import { workloadFindings } from "../../scripts/render/workload-rules";

const pod = (owner: string): Pod => ({ owner, namespace: "n", spec: {}, containers: [] });
const pods = [pod("Deployment/server"), pod("Job/migrator")];

test("a chart that starts what its definition names, in any order, is not complained about", () => {
  expect(workloadFindings(pods, ["Job/migrator", "Deployment/server"])).toEqual([]);
});

test("a definition that names nothing takes whatever its chart starts", () => {
  expect(workloadFindings(pods, undefined)).toEqual([]);
});

test("a workload too many and one too few are each named", () => {
  expect(workloadFindings(pods, ["Job/migrator", "StatefulSet/database"])).toEqual([
    { rule: "workloads", where: "StatefulSet/database", says: expect.stringMatching(/does not start it/) },
    { rule: "workloads", where: "Deployment/server", says: expect.stringMatching(/does not name it/) },
  ]);
});

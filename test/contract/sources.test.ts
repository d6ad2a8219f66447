import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Where nothing may ask which cloud it is: it differs only behind `ClusterAccess`. */
const files = [
  "main.ts",
  "stacks/index.ts",
  ...["stacks/platform", "constructs"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => join(folder, name)),
  ),
];

/** Code without its comments; what stands behind `://` is no comment. */
const code = (file: string) =>
  readFileSync(file, "utf8")
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .replace(/(?<!:)\/\/.*$/gm, "");

const CLOUD = /(?<![a-z])(aws|azure|azurerm|eks|aks|minikube)(?![a-z])/i;

/** A word that is meant: where, as what, and why it is no branch. */
interface Meant {
  readonly file: string;
  readonly words: RegExp;
  readonly because: string;
}
const meant: readonly Meant[] = [
  {
    file: "constructs/minio/policies.ts",
    words: /arn:aws:s3:::/g,
    because: "MinIO takes its policies in S3's words",
  },
  { file: "constructs/minio/definition.ts", words: /On AWS, S3 itself/g, because: "a sentence of its page" },
  {
    file: "constructs/backup/definition.ts",
    words: /on Minikube a volume/g,
    because: "a sentence of its page",
  },
  {
    file: "constructs/backup/destination.ts",
    words: /PROVIDER: "AWS"/g,
    because: "rclone's word for S3 as its inventor speaks it",
  },
];

const isMeant = (file: string, line: string) =>
  meant.some((each) => each.file === file && !CLOUD.test(line.replace(each.words, "")));

test("nothing above the cluster says the name of a cloud, or asks for it", () => {
  const found = files.flatMap((file) =>
    code(file)
      .split("\n")
      .filter((line) => CLOUD.test(line) && !isMeant(file, line))
      .map((line) => `${file}: ${line.trim()}`),
  );
  expect(found).toEqual([]);
});

test("nothing above the cluster takes anything from a single target's folder", () => {
  const found = files.filter((file) => /from "[^"]*cluster\/(aws|azure|minikube)[/"]/.test(code(file)));
  expect(found).toEqual([]);
});

test("nothing above the cluster imports a cloud's provider", () => {
  expect(files.filter((file) => /@cdktf\/provider-(aws|azurerm)/.test(code(file)))).toEqual([]);
});

test.each(meant.map((each) => [each.file, each] as const))(
  "a word in %s is still there to be excused",
  (file, { words }) => {
    expect(code(file)).toMatch(new RegExp(words.source));
  },
);

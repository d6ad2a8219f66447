import { ConfigError, configOf } from "@ivcap/shared/config";
import { AuthConfig, authSettingsOf } from "../../src/authentication/config";
import { SETTINGS } from "../support/issuer";

const read = (environment: Record<string, string | undefined>) =>
  authSettingsOf(configOf(AuthConfig, { ...SETTINGS, ...environment }));

/** The lines of what is refused. */
function lines(environment: Record<string, string | undefined>): readonly string[] {
  try {
    read(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.lines;
    throw error;
  }
  throw new Error("nothing was refused");
}

test("the development identity does not start where the environment is not local", () => {
  const development = { AUTH_MODE: "development", AUTH_ISSUER: undefined };
  for (const ENVIRONMENT of ["production", "staging", "minikube", undefined]) {
    const [line] = lines({ ...development, ENVIRONMENT });
    expect(line).toMatch(/^AUTH_MODE: "development" with ENVIRONMENT "(production|staging|minikube)"/);
    expect(line).toMatch(/set AUTH_MODE to oidc$/);
  }
  expect(read({ ...development, ENVIRONMENT: "local" }).mode).toBe("development");
});

test("the development identity is its own issuer", () => {
  expect(lines({ AUTH_MODE: "development", ENVIRONMENT: "local" })).toEqual([
    expect.stringMatching(/^AUTH_ISSUER: "https:\/\/issuer\.example" with AUTH_MODE development/),
  ]);
});

test("plain http to an issuer is for one machine only", () => {
  const AUTH_ISSUER = "http://localhost:9000/realms/ivcap";
  expect(lines({ AUTH_ISSUER })).toEqual([
    expect.stringMatching(
      /^AUTH_ISSUER: "http:.*" has the scheme http: .*https, or http where ENVIRONMENT is local/,
    ),
  ]);
  expect(read({ AUTH_ISSUER, ENVIRONMENT: "local" }).issuer.href).toBe(AUTH_ISSUER);
});

test.each([
  "issuer",
  "ftp://issuer.example",
  "https://me:pw@issuer.example",
  "https://issuer.example/?a=b",
  "https://i.example/#a",
])("%s is no issuer", (AUTH_ISSUER) => {
  expect(lines({ AUTH_ISSUER })).toEqual([
    expect.stringContaining(`AUTH_ISSUER: ${JSON.stringify(AUTH_ISSUER)}`),
  ]);
});

test("everything that is missing is named at once", () => {
  const nothing = { AUTH_ISSUER: undefined, AUTH_AUDIENCE: undefined, AUTH_CLIENT_ID: undefined };
  expect(lines(nothing).map((line) => line.split(":")[0])).toEqual([
    "AUTH_ISSUER is not set",
    "AUTH_AUDIENCE is not set",
    "AUTH_CLIENT_ID is not set",
  ]);
});

test.each(["none", "HS256", "RS256,HS256", "RS256,none", "RS256,NONE", "RS256, ES256", "RS1"])(
  "algorithms that anybody could sign with are no choice: %s",
  (AUTH_ALGORITHMS) => {
    expect(lines({ AUTH_ALGORITHMS })).toEqual([expect.stringMatching(/^AUTH_ALGORITHMS: .*RS256,RS384/)]);
  },
);

test("the operator's scope is granted by the issuer, never by default", () => {
  const AUTH_DEFAULT_SCOPES = "consumer:read,ivcap:operator";
  expect(lines({ AUTH_DEFAULT_SCOPES })).toEqual([expect.stringMatching(/^AUTH_DEFAULT_SCOPES: /)]);
});

test.each(["-1", "301", "x"])("a leeway of %s seconds is refused", (AUTH_LEEWAY_SECONDS) => {
  expect(lines({ AUTH_LEEWAY_SECONDS })).toEqual([expect.stringMatching(/^AUTH_LEEWAY_SECONDS: .*0 to 300/)]);
});

import { parse } from "yaml";
import { BASE, development, production } from "../support/login";

test("authinfo.yaml is open to anybody and leads clients through the gateway", async () => {
  const at = await production({});
  const answer = await at.app.inject("/1/authinfo.yaml");
  expect([answer.statusCode, answer.headers["content-type"]]).toEqual([
    200,
    "application/yaml; charset=utf-8",
  ]);
  expect(parse(answer.body)).toEqual({
    version: 1,
    auth: {
      "default-provider-id": "ivcap",
      providers: {
        ivcap: {
          id: "ivcap",
          "login-url": "https://issuer.example/",
          "token-url": `${BASE}/1/login/token`,
          "code-url": `${BASE}/1/login/device`,
          "jwks-url": `${BASE}/1/login/jwks.json`,
          "client-id": "cli",
          audience: "https://api.example/",
        },
      },
    },
  });
});

test("with the development identity the page to log in is the gateway's own", async () => {
  const at = await development();
  const { auth } = parse((await at.app.inject("/1/authinfo.yaml")).body);
  expect(auth.providers.ivcap).toMatchObject({
    "login-url": `${BASE}/dev/identity/device`,
    "client-id": "ivcap-cli",
    audience: "urn:ivcap:development",
  });
});

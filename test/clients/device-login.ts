import { setTimeout as wait } from "node:timers/promises";
import { parse } from "yaml";
import { Browser } from "./browser";

type Provider = { "code-url": string; "token-url": string; "client-id": string; audience: string };

/** Logs in as the command line does, by what authinfo.yaml says. @param name of the development user. @returns an access token */
export async function deviceLogin(url: string, name: string): Promise<string> {
  const said = parse(await (await fetch(`${url}/1/authinfo.yaml`)).text());
  const provider: Provider = said.auth.providers[said.auth["default-provider-id"]];
  const post = async (to: string, form: Record<string, string>) => {
    const body = new URLSearchParams({ client_id: provider["client-id"], ...form });
    return (await (await fetch(to, { method: "POST", body })).json()) as Record<string, string>;
  };
  const { device_code = "", verification_uri_complete = "" } = await post(provider["code-url"], {
    scope: "openid profile email offline_access",
    audience: provider.audience,
  });
  await new Browser().logIn(verification_uri_complete, name);
  for (let tries = 0; tries < 10; tries++) {
    const answer = await post(provider["token-url"], {
      grant_type: "urn:ietf:params:oauth:grant-type:device_code",
      device_code,
    });
    if (answer.access_token !== undefined) return answer.access_token;
    if (!/^(authorization_pending|slow_down)$/.test(answer.error ?? ""))
      throw new Error(JSON.stringify(answer));
    await wait(1_000);
  }
  throw new Error("the login of a second account is still pending");
}

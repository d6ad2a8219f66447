import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Browser, formOf, textOf } from "./browser";

describe("a form is read as a browser reads it", () => {
  test("hidden fields, what is filled in, what is chosen, and its buttons", () => {
    const form = formOf(`<p>Log in</p><form method="post" action="/go?a=1&amp;b=2">
      <input type=hidden name="xsrf" value='a&quot;b'><input name="code" required value="ABCD">
      <input type="checkbox" name="off" value="1"><input type="radio" name="who" value="one">
      <input type="radio" name="who" value="two" checked>
      <button name="do" value="yes">Allow</button><button name="do" value="no">Refuse</button></form>`);
    expect(form).toEqual({
      action: "/go?a=1&b=2",
      fields: [
        ["xsrf", 'a"b'],
        ["code", "ABCD"],
        ["who", "two"],
      ],
      buttons: [
        ["do", "yes"],
        ["do", "no"],
      ],
    });
  });

  test("a page without a form has none, and its text is what people read", () => {
    const page = "<style>p{}</style><title>Hidden</title><h1>You  are</h1><p>logged&#32;in &amp; done</p>";
    expect(formOf(page)).toBeUndefined();
    expect(textOf(page)).toBe("You are logged in & done");
  });
});

describe("a login", () => {
  let server: Server;
  let url: string;
  beforeAll(async () => {
    server = createServer(async (request, answer) => {
      const cookie = request.headers.cookie ?? "";
      if (request.method === "POST") {
        const body = await new Response(request as unknown as ReadableStream).text();
        answer.writeHead(303, {
          location: `/done?${body}`,
          "set-cookie": ["first=; max-age=0", "second=2; path=/"],
        });
      } else if (request.url === "/start")
        answer.writeHead(302, { location: "/form", "set-cookie": "first=1; HttpOnly" });
      else if (request.url === "/broken") answer.writeHead(500);
      answer.end(
        request.url === "/form"
          ? `<form action="/go"><input name="cookie" value="${cookie}"><button name="user" value="alice">Alice</button><button name="user" value="bob">Bob</button></form>`
          : `<p>${request.url} with ${cookie}</p>`,
      );
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((closed) => server.close(closed)));

  test.each([
    ["bob", "bob"],
    ["nobody of the page's", "alice"],
  ])(
    "goes through redirects and forms with the cookies that it was given, as %s",
    async (button, pressed) => {
      expect(await new Browser().logIn(`${url}/start`, button)).toBe(
        `/done?cookie=first%3D1&user=${pressed} with second=2`,
      );
    },
  );

  test("ends with the page's own words where a page fails", async () => {
    await expect(new Browser().logIn(`${url}/broken`, "alice")).rejects.toThrow(/answers 500: \/broken/);
  });
});

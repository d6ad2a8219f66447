import { baseUrl, hrefOf, listLinks, selfLinks } from "@ivcap/shared/links";
import { refusal } from "./support/refusal";

const UUID = "19f9c31e-8cc5-531f-8dc4-c4684fad0a33";
const plain = { protocol: "http", trustProxy: false };
const forwarded = {
  host: "internal:8080",
  "x-forwarded-proto": "https",
  "x-forwarded-host": "api.example.org",
};

test("links begin with the configured address, whatever headers say", () => {
  const headers = { host: "evil.example", "x-forwarded-host": "evil.example" };
  for (const configured of ["https://api.example.org", "https://api.example.org/"])
    expect(baseUrl({ configured, headers, protocol: "http", trustProxy: true })).toBe(
      "https://api.example.org",
    );
});

test.each([
  "localhost:8088",
  "LocalHost:8088",
  "127.0.0.1",
  "[::1]:8088",
  "[::ffff:10.0.0.1]",
  "api_gateway",
  "a.b.",
])("links begin with what the client wrote as Host: %s", (host) => {
  expect(baseUrl({ ...plain, headers: { host } })).toBe(`http://${host}`);
});

test("a trusted proxy says how the client came", () => {
  expect(baseUrl({ protocol: "http", headers: forwarded, trustProxy: true })).toBe("https://api.example.org");
});

test("a trusted proxy that keeps the Host header need not forward it", () => {
  const headers = { host: "api.example.org", "x-forwarded-proto": "https" };
  expect(baseUrl({ protocol: "http", headers, trustProxy: true })).toBe("https://api.example.org");
});

test("forwarded headers of anyone else count for nothing", () => {
  expect(baseUrl({ ...plain, headers: forwarded })).toBe("http://internal:8080");
});

const hostile = [
  "",
  " ",
  "a b",
  "a\r\nx: y",
  "a\tb",
  "a/b",
  "user@host",
  "a,b",
  "a?b",
  "a#b",
  "a\\b",
  "a%2fb",
  "a:1:2",
  "a:99999",
  "a:",
  ":80",
  "-a",
  "[::1",
  "[zz]",
  "<script>",
  '"',
  "ä.example",
  "\u0000",
  "a".repeat(300),
];

test.each(hostile)("a Host header that is no host is refused: %j", (host) => {
  expect(refusal(() => baseUrl({ ...plain, headers: { host } })).status).toBe(400);
});

test.each(hostile)("a forwarded host that is no host is refused: %j", (host) => {
  const headers = { ...forwarded, "x-forwarded-host": host };
  expect(refusal(() => baseUrl({ protocol: "http", headers, trustProxy: true })).status).toBe(400);
});

test.each(["ftp", "https,http", "javascript", "HTTP ", ""])(
  "a forwarded protocol %j is refused",
  (protocol) => {
    const headers = { ...forwarded, "x-forwarded-proto": protocol };
    expect(refusal(() => baseUrl({ protocol: "http", headers, trustProxy: true })).status).toBe(400);
  },
);

test("no Host header, or several forwarded ones, are refused", () => {
  expect(refusal(() => baseUrl({ ...plain, headers: {} })).status).toBe(400);
  const headers = { ...forwarded, "x-forwarded-host": ["a", "b"] };
  expect(refusal(() => baseUrl({ protocol: "http", headers, trustProxy: true })).status).toBe(400);
});

test("the next link is the resource and the token, nothing before or after it", () => {
  const links = listLinks("http://h", "services", {
    query: { limit: 5, filter: "name eq 'a'" },
    next: "v1.a.b",
  });
  expect(links).toContainEqual({
    rel: "next",
    type: "application/json",
    href: "http://h/1/services?page=v1.a.b",
  });
});

test("the last page has no next link", () => {
  expect(listLinks("http://h", "services", { query: {} }).map((link) => link.rel)).toEqual(["self", "first"]);
});

test("a first page links to itself with the parameters that were given, encoded", () => {
  const query = { filter: "a&b ~= '%'", limit: 5, "order-desc": false, "at-time": undefined };
  const [self, first] = listLinks("http://h", "aspects", { query });
  expect(self?.href).toBe("http://h/1/aspects?filter=a%26b+%7E%3D+%27%25%27&limit=5&order-desc=false");
  expect(first?.href).toBe(self?.href);
});

test("a later page links to itself by its token, and to the first page by the list's parameters", () => {
  const [self, first] = listLinks("http://h", "aspects", {
    query: { limit: 5, page: "v1.x.y" },
    page: "v1.x.y",
  });
  expect(self?.href).toBe("http://h/1/aspects?page=v1.x.y");
  expect(first?.href).toBe("http://h/1/aspects?limit=5");
});

test("an entity links to itself by its uuid and to the schema that describes it", () => {
  expect(hrefOf("http://h", "services", UUID)).toBe(`http://h/1/services/${UUID}`);
  expect(selfLinks("http://h", "services", UUID, "ServiceStatus")).toEqual([
    { rel: "self", type: "application/json", href: `http://h/1/services/${UUID}` },
    {
      rel: "describedBy",
      type: "application/openapi3+json",
      href: "http://h/1/openapi/openapi3.json#/components/schemas/ServiceStatus",
    },
  ]);
});

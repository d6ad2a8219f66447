import { lookUp, type Resolver } from "../../scripts/address/lookup";
import { type DnsRecord, recordsFor } from "../../scripts/address/records";
import { environmentOf } from "../support/environments";

const environment = { ...environmentOf({ name: "aws-complete" }), domain: "ivcap.example.org" };

describe("the record follows from what the cloud gives", () => {
  test.each([
    ["an address", { type: "IPAddress", value: "192.0.2.7" }, "A"],
    ["an address of IPv6", { type: "IPAddress", value: "2001:db8::7" }, "AAAA"],
    ["a name", { type: "Hostname", value: "lb.example.net" }, "CNAME"],
  ])("%s", (_, address, type) => {
    const record = { hostname: "ivcap.example.org", type, value: address.value };
    expect(recordsFor({ ...environment, dns: { zone: "example.org" } }, [address])).toEqual([record]);
  });

  test("a name at the top of a zone, where no CNAME can stand", () => {
    const address = { type: "Hostname", value: "lb.example.net" };
    expect(recordsFor({ ...environment, dns: { zone: "ivcap.example.org" } }, [address])).toMatchObject([
      { type: "ALIAS" },
    ]);
  });
});

describe("whether a name leads there already is judged by where it leads", () => {
  const knowing = (names: Readonly<Record<string, string[]>>): Resolver => ({
    resolve4: async (name) =>
      names[name] ?? Promise.reject(Object.assign(new Error(), { code: "ENOTFOUND" })),
    resolve6: () => Promise.reject(Object.assign(new Error(), { code: "ENODATA" })),
  });
  const alias: DnsRecord = { hostname: "ivcap.example.org", type: "ALIAS", value: "lb.example.net" };
  const address: DnsRecord = { hostname: "ivcap.example.org", type: "A", value: "192.0.2.7" };

  test.each<[string, DnsRecord, Record<string, string[]>, string]>([
    ["a name without a record", address, {}, "not there yet"],
    ["its address", address, { "ivcap.example.org": ["192.0.2.7"] }, "leads there"],
    ["another address", address, { "ivcap.example.org": ["192.0.2.8"] }, "leads to 192.0.2.8 instead"],
    [
      "an address of the name that it stands for",
      alias,
      { "ivcap.example.org": ["192.0.2.9"], "lb.example.net": ["192.0.2.8", "192.0.2.9"] },
      "leads there",
    ],
  ])("%s", async (_, record, names, said) => {
    expect(await lookUp(record, knowing(names))).toBe(said);
  });

  test("where nobody can be asked, that is said and not taken for an answer", async () => {
    const fails = () => Promise.reject(Object.assign(new Error(), { code: "ETIMEOUT" }));
    expect(await lookUp(address, { resolve4: fails, resolve6: fails })).toBe("not seen: ETIMEOUT");
  });
});

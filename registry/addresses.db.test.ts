import { beforeAll, describe, expect, it } from "vitest";
import { tokenFor } from "@/lib/identity/api-keys/token.fixture";
import { newMember, newOrganization, newPerson, type TestOrganization } from "@/lib/people/members/members.fixture";
import { ownRegistry } from "@/registry/registry.fixture";

const registry = ownRegistry();

let org: TestOrganization;
let name = "";
let path = "";
let token = "";

beforeAll(async () => {
  org = await newOrganization(10);
  token = await tokenFor(await newMember(org, "member"));
  name = `@${org.account.handle}/ui`;
  path = `/${name.replace("/", "%2f")}`;
  expect((await registry.publish(token, { manifest: { name, version: "1.0.0" } })).status).toBe(201);
});

describe("the address of a package", () => {
  it.each([
    ["encoded in lower case", (name: string) => `/${name.replace("/", "%2f")}`],
    ["encoded in upper case", (name: string) => `/${name.replace("/", "%2F")}`],
    ["plain", (name: string) => `/${name}`],
    ["with doubled slashes", (name: string) => `//${name.replace("/", "//")}`],
    ["with the scope's sign encoded", (name: string) => `/${name.replace("@", "%40").replace("/", "%2f")}`],
    ["with a query", (name: string) => `/${name}?write=true`],
  ])("is read %s", async (_case, address) => {
    const answer = await registry.ask("GET", address(name), { token });
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({ name });
  });

  it.each([
    "/%252f",
    "/@s%252fp",
    "/@s/..%2fother",
    "/@s%2f..%2f..%2fetc",
    "/@s/%00",
    "/@s%5cp",
    "/@s",
    "/.hidden",
    "/node_modules",
    "/has%20space",
    "/@s/p/%2e%2e%2fx",
    "/%ff",
    `/${"a".repeat(215)}`,
  ])("refuses %s with 400 in npm's shape", async (address) => {
    const answer = await registry.ask("GET", address, { token });
    expect(answer.status).toBe(400);
    expect(answer.json).toMatchObject({ code: "VALIDATION", error: expect.any(String) });
    expect(answer.json.message).toBe(answer.json.error);
  });

  it("is read in tarball addresses too", async () => {
    for (const address of [`/${name}/-/ui-1.0.0.tgz`, `${path}/-/ui-1.0.0.tgz`]) {
      expect((await registry.ask("GET", address, { token })).status).toBe(200);
    }
  });
});

describe("what somebody may not see is missing [D11]", () => {
  it("answers a hidden and a missing package alike, with and without a token", async () => {
    const stranger = await tokenFor(await newPerson("Stranger"));
    for (const asked of [{}, { token: stranger }]) {
      for (const rest of ["", "/1.0.0", "/-/ui-1.0.0.tgz"]) {
        const hidden = await registry.ask("GET", `/${name}${rest}`, asked);
        const missing = await registry.ask("GET", `/@nobody/ui${rest}`, asked);
        expect(hidden.status).toBe(404);
        expect(hidden.text).toBe(missing.text);
        const { date: _one, ...headers } = hidden.headers;
        const { date: _other, ...expected } = missing.headers;
        expect(headers).toEqual(expected);
        expect(hidden.json.error).toBe("Not found");
      }
    }
    expect((await registry.ask("GET", path, { token })).status).toBe(200);
  });

  it("takes as long to hide a package as to miss one", async () => {
    const times: Record<string, number[]> = { [path]: [], "/@nobody/ui": [] };
    // In turns, so that what else the machine does falls on both alike.
    for (let round = 0; round < 60; round++) {
      for (const [address, taken] of Object.entries(times)) {
        const from = performance.now();
        await registry.ask("GET", address);
        taken.push(performance.now() - from);
      }
    }
    const [hidden = 0, missing = 0] = Object.values(times).map((taken) => taken.sort((a, b) => a - b)[30]);
    expect(Math.abs(hidden - missing)).toBeLessThan(Math.max(5, missing));
  });

  it("is public for everybody once its manifest says so", async () => {
    const open = { name: `@${org.account.handle}/open`, version: "1.0.0", publishConfig: { access: "public" } };
    expect((await registry.publish(token, { manifest: open })).status).toBe(201);
    const { status, json } = await registry.ask("GET", `/${open.name}`);
    expect(status).toBe(200);
    expect(json.access).toBe("public");
    expect((await registry.ask("GET", `/${open.name}/-/open-1.0.0.tgz`)).status).toBe(200);
  });
});

describe("the root, ping, and addresses that nobody serves", () => {
  it("answers / and ping as JSON", async () => {
    for (const address of ["/", "/-/ping", "/-/ping?write=true"]) {
      const { status, headers } = await registry.ask("GET", address);
      expect(status).toBe(200);
      expect(headers["content-type"]).toMatch(/json/);
    }
  });

  it.each(["/-/npm/v1/security/audits/quick", "/-/unknown", "/a/b/c/d"])(
    "answers %s with 404 in JSON",
    async (address) => {
      const answer = await registry.ask("GET", address, { token });
      expect(answer.status).toBe(404);
      expect(answer.json).toMatchObject({ error: "Not found" });
    },
  );
});

import { beforeAll, expect, it } from "vitest";
import { tokenFor } from "@/lib/identity/api-keys/token.fixture";
import { newOrganization, newPerson, type TestOrganization } from "@/lib/people/members/members.fixture";
import { ownRegistry } from "@/registry/registry.fixture";

const registry = ownRegistry();
let org: TestOrganization;
let token = "";
let name = "";
let tag = "";

beforeAll(async () => {
  org = await newOrganization(10);
  token = await tokenFor(org.owner);
  name = `@${org.account.handle}/ui`;
  tag = `/-/package/${name.replace("/", "%2f")}/dist-tags/beta`;
  const { status } = await registry.publish(token, { manifest: { name, version: "1.0.0" } });
  expect(status).toBe(201);
});

const cursor = (...position: string[]) => Buffer.from(JSON.stringify(position)).toString("base64url");
const withPassword = () => ({ name: "nobody\0", password: token });

it.each([
  ["a hostname with NUL", "POST", () => "/-/v1/login", () => ({ hostname: "a\0b" })],
  ["a login name with NUL", "PUT", () => "/-/user/org.couchdb.user:a", withPassword],
  ["a token name with NUL", "POST", () => "/-/npm/v1/tokens", () => ({ name: "a\0b", readonly: true })],
  ["half a surrogate pair", "POST", () => "/-/npm/v1/tokens", () => '{"name":"a\\ud800b","readonly":true}'],
  ["a token name of two lines", "POST", () => "/-/npm/v1/tokens", () => ({ name: "a\r\nb", readonly: true })],
  ["a version with NUL", "PUT", () => tag, () => JSON.stringify("1.0.0\0")],
  ["a cursor that is no date", "GET", () => `/-/npm/v1/tokens?after=${cursor("x", "y")}`, () => undefined],
  [
    "a cursor that is no id",
    "GET",
    () => `/-/npm/v1/tokens?after=${cursor("2026-01-01T00:00:00.000Z", "y")}`,
    () => undefined,
  ],
])("refuses %s as wrong input", async (_what, method, address, body) => {
  const answer = await registry.ask(method, address(), { token, body: body() });
  expect(answer).toMatchObject({ status: 400, json: { code: "VALIDATION" } });
});

it.each(["text=u%00i", "text=ui%20scope:a%00b", "text=ui%20keywords:a%00b", "text=ui&text=more&size=1&size=2"])(
  "searches for %s",
  async (query) => {
    expect(await registry.ask("GET", `/-/v1/search?${query}`, { token })).toMatchObject({ status: 200 });
  },
);

it("keeps of a deprecation what can be stored", async () => {
  const address = `/${name.replace("/", "%2f")}`;
  const { json } = await registry.ask("GET", address, { token });
  const versions = { "1.0.0": { name, version: "1.0.0", deprecated: "use\0 \ud800 it" } };
  const body = JSON.stringify({ _id: name, name, _rev: json._rev, versions });
  expect(await registry.ask("PUT", address, { token, body })).toMatchObject({ status: 201 });
  const after = await registry.ask("GET", `${address}/1.0.0`, { token });
  expect(after.json.deprecated).toBe("use \uFFFD it");
});

it("says of every answer that its type is not to be guessed, and that no shared cache keeps it", async () => {
  const outsider = await tokenFor(await newPerson("Outsider"));
  const asked = [
    [`${tag.replace("dist-tags/beta", "access")}`, token, 200],
    [tag.replace("/beta", ""), token, 200],
    [`/${name}/-/ui-1.0.0.tgz`, token, 200],
    [`/${name}`, outsider, 404],
    ["/-/whoami", token, 200],
  ] as const;
  for (const [address, as, status] of asked) {
    const answer = await registry.ask("GET", address, { token: as });
    expect(answer.status, address).toBe(status);
    expect(answer.headers["x-content-type-options"], address).toBe("nosniff");
    expect(answer.headers["cache-control"], address).toMatch(/private|no-store/);
  }
});

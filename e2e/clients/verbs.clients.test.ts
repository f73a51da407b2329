import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { approveRegistryLogin } from "@/lib/identity/api-keys/approve-registry-login";
import { keyFor, onPro, ownContextOf, tokenFor } from "@/lib/identity/api-keys/token.fixture";
import { newOrganization, newPerson, type TestOrganization } from "@/lib/people/members/members.fixture";
import { ask } from "@/registry/registry.fixture";
import { type Client, type ClientName, freshClient } from "./client";
import { type RegistryProcess, startRegistry } from "./registry-process";

let registry: RegistryProcess;
let org: TestOrganization;
let token = "";
let name = "";
let serial = 0;

beforeAll(async () => {
  registry = await startRegistry();
  org = await newOrganization();
  token = await tokenFor(await onPro(org.owner));
});

afterAll(async () => {
  await registry.stop();
});

beforeEach(() => {
  name = `@${org.account.handle}/verbs${++serial}`;
});

/** Runs a client's command that must succeed; returns its output. */
async function ok(client: Client, ...args: string[]): Promise<string> {
  const { code, output } = await client.run(...args);
  expect(`${args.join(" ")}\n${output}\nended with ${code}`).toMatch(/ended with 0$/);
  return output;
}

async function fails(client: Client, words: RegExp, ...args: string[]): Promise<void> {
  const { code, output } = await client.run(...args);
  expect(`${args.join(" ")}\n${output}\nended with ${code}`).toMatch(/ended with [1-9]/);
  expect(output).toMatch(words);
}

function project(client: ClientName, version = "1.0.0", more: object = {}, as = token): Client {
  const made = freshClient(client, registry.url, as);
  made.write("package.json", JSON.stringify({ name, version, description: "Verbs", ...more }));
  made.write("index.js", "module.exports = 1;\n");
  return made;
}

const packument = () => ask(registry.url, "GET", `/${name}`, { token });

async function published(): Promise<string[]> {
  return Object.keys(Object((await packument()).json.versions)).sort();
}

describe.each(["npm10", "npm11"] as const)("%s", (client) => {
  it("publishes, shows, tags, deprecates and unpublishes", async () => {
    const npm = project(client);
    expect(await ok(npm, "publish")).toContain(`+ ${name}@1.0.0`);
    npm.write("package.json", JSON.stringify({ name, version: "1.1.0-beta.1" }));
    await ok(npm, "publish", "--tag", "beta");
    npm.write("package.json", JSON.stringify({ name, version: "1.1.0" }));
    await ok(npm, "publish");
    npm.write("index.js", "changed");
    await fails(npm, /cannot publish over|previously published/i, "publish");
    expect(await ok(npm, "view", name, "versions", "--json")).toMatch(/1\.0\.0[\s\S]*1\.1\.0-beta\.1[\s\S]*1\.1\.0/);
    expect(await ok(npm, "dist-tag", "ls", name)).toMatch(/beta: 1\.1\.0-beta\.1\s+latest: 1\.1\.0/);
    await ok(npm, "dist-tag", "add", `${name}@1.0.0`, "stable");
    expect(await ok(npm, "view", `${name}@stable`, "version")).toContain("1.0.0");
    await ok(npm, "dist-tag", "rm", name, "stable");
    await fails(npm, /latest/i, "dist-tag", "rm", name, "latest");
    await ok(npm, "deprecate", `${name}@1.0.0`, "use 1.1");
    expect(await ok(npm, "view", `${name}@1.0.0`, "deprecated")).toContain("use 1.1");
    await ok(npm, "deprecate", `${name}@1.0.0`, "");
    expect(await ok(npm, "view", `${name}@1.0.0`, "deprecated")).not.toContain("use 1.1");
    await ok(npm, "unpublish", `${name}@1.1.0`);
    expect(await published()).toEqual(["1.0.0", "1.1.0-beta.1"]);
    expect((await packument()).json["dist-tags"]).toMatchObject({ latest: "1.0.0" });
    await ok(npm, "unpublish", name, "--force");
    expect((await packument()).status).toBe(404);
    await fails(npm, /never used twice/, "publish");
  });

  it("says who it is, searches, and pings", async () => {
    const npm = project(client);
    await ok(npm, "publish");
    expect(await ok(npm, "whoami")).toContain(org.owner.handle);
    await ok(npm, "ping");
    expect(await ok(npm, "search", `verbs${serial}`)).toContain(name);
    const stranger = freshClient(client, registry.url);
    expect(await ok(stranger, "search", `verbs${serial}`)).not.toContain(name);
    await fails(stranger, /ENEEDAUTH|E401/, "whoami");
    expect(await ok(npm, "profile", "get")).toContain(org.owner.email);
    expect(await ok(npm, "access", "get", "status", name)).toMatch(/private/);
    await ok(npm, "access", "set", "status=public", name);
    expect((await ask(registry.url, "GET", `/${name}`)).status).toBe(200);
  });

  it("logs in by the browser and out again", async () => {
    const person = await newPerson("Lou");
    const npm = freshClient(client, registry.url);
    let approved: Promise<void> | undefined;
    const { code, output } = await npm.watch(
      (text) => {
        const [, id, code] = /\/login\/registry\/([0-9a-f-]{36})\/(\w{6})/.exec(text) ?? [];
        if (id && code) approved ??= approve(id, code);
      },
      "login",
      "--auth-type=web",
    );
    async function approve(id: string, code: string) {
      await approveRegistryLogin(await ownContextOf(person), {
        id,
        code,
        scopes: ["read", "publish"],
        expiresInDays: 30,
      });
    }
    await approved;
    expect(`${output}${code}`).toMatch(/Logged in on [\s\S]*0$/);
    expect(await ok(npm, "whoami")).toContain(person.handle);
    const given = /:_authToken=(\S+)/.exec(readFileSync(path.join(npm.home, ".npmrc"), "utf8"))?.[1] ?? "";
    await ok(npm, "logout");
    expect((await ask(registry.url, "GET", "/-/whoami", { token: given })).status).toBe(401);
  });

  it("lists and revokes tokens", async () => {
    const person = await newPerson("Toni");
    const [own, other] = [await keyFor(person), await keyFor(person, { name: "other" })];
    const npm = freshClient(client, registry.url, own.token);
    const listed = await ok(npm, "token", "list");
    for (const { token } of [own, other]) expect(listed).not.toContain(token);
    // The shortest prefixes that tell the keys apart.
    const ids = [...listed.matchAll(/ with id (\S+) /g)].map(([, id = ""]) => id);
    const id = ids.find((one) => other.id.startsWith(one)) ?? "";
    expect(ids.filter((one) => own.id.startsWith(one))).toHaveLength(1);
    await ok(npm, "token", "revoke", id);
    expect((await ask(registry.url, "GET", "/-/whoami", { token: other.token })).status).toBe(401);
    await ok(npm, "whoami");
  });

  it("prints the sentence of a plan that has no private packages, and what a notice says", async () => {
    const person = await newPerson("Free");
    name = `@${person.handle}/secret`;
    const npm = project(client, "1.0.0", {}, await tokenFor(person));
    await fails(npm, /402 Payment Required - PUT .* - .*private packages/, "publish", "--access", "restricted");
    expect(await db().package.count({ where: { name } })).toBe(0);
    await ok(npm, "publish", "--access", "public");
    name = `@${org.account.handle}/noticed${serial}`;
    expect(await ok(project(client), "publish", "--access", "public")).toMatch(/Published as private/);
  });

  it("prints why a token of another network is refused", async () => {
    const person = await newPerson("Nora");
    const far = await tokenFor(person, { cidrs: ["203.0.113.0/24"] });
    await fails(freshClient(client, registry.url, far), /EAUTHIP|your IP address/i, "whoami");
  });
});

describe("pnpm10", () => {
  it("publishes, shows, tags, deprecates and unpublishes", async () => {
    const pnpm = project("pnpm10");
    expect(await ok(pnpm, "publish", "--no-git-checks")).toContain(`+ ${name}@1.0.0`);
    pnpm.write("package.json", JSON.stringify({ name, version: "1.1.0" }));
    await ok(pnpm, "publish", "--no-git-checks");
    expect(await ok(pnpm, "view", name, "version")).toContain("1.1.0");
    await ok(pnpm, "dist-tag", "add", `${name}@1.0.0`, "stable");
    await ok(pnpm, "deprecate", `${name}@1.0.0`, "old");
    await ok(pnpm, "unpublish", `${name}@1.0.0`);
    expect(await published()).toEqual(["1.1.0"]);
    expect(await ok(pnpm, "whoami")).toContain(org.owner.handle);
    expect(await ok(pnpm, "search", `verbs${serial}`)).toContain(name);
  });
});

describe("yarn1", () => {
  it("publishes, shows and tags", async () => {
    const yarn = project("yarn1");
    await ok(yarn, "publish", "--non-interactive", "--new-version", "1.0.0");
    await ok(yarn, "publish", "--non-interactive", "--new-version", "1.1.0");
    expect(await published()).toEqual(["1.0.0", "1.1.0"]);
    expect(await ok(yarn, "info", name, "version")).toContain("1.1.0");
    await ok(yarn, "tag", "add", `${name}@1.0.0`, "stable");
    expect(await ok(yarn, "tag", "list", name)).toMatch(/stable: 1\.0\.0/);
    await ok(yarn, "tag", "remove", name, "stable");
    yarn.write("index.js", "changed");
    await fails(
      yarn,
      /cannot publish over the previously published versions/,
      "publish",
      "--non-interactive",
      "--new-version",
      "1.1.0",
    );
  });
});

describe("yarn4", () => {
  it("publishes as restricted, shows and tags", async () => {
    const yarn = project("yarn4");
    await ok(yarn, "install");
    await ok(yarn, "npm", "publish");
    expect((await packument()).json.access).toBe("restricted");
    expect(await ok(yarn, "npm", "info", name, "--fields", "version", "--json")).toContain("1.0.0");
    yarn.write("package.json", JSON.stringify({ name, version: "1.1.0" }));
    await ok(yarn, "npm", "publish", "--tag", "beta");
    await ok(yarn, "npm", "tag", "add", `${name}@1.0.0`, "stable");
    expect(await ok(yarn, "npm", "tag", "list", name)).toMatch(/stable/);
    await ok(yarn, "npm", "tag", "remove", name, "stable");
    expect(await ok(yarn, "npm", "whoami")).toContain(org.owner.handle);
    yarn.write("index.js", "changed");
    await fails(yarn, /already|409|previously published/i, "npm", "publish");
  });

  it("on a plan without private packages prints why restricted is refused", async () => {
    const person = await newPerson("Yara");
    name = `@${person.handle}/secret`;
    const yarn = project("yarn4", "1.0.0", {}, await tokenFor(person));
    await ok(yarn, "install");
    await fails(yarn, /402/, "npm", "publish", "--access", "restricted");
    await ok(yarn, "npm", "publish", "--access", "public");
  });
});

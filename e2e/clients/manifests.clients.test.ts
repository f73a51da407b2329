import { mkdirSync, readdirSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { onPro, tokenFor } from "@/lib/identity/api-keys/token.fixture";
import { publishBody } from "@/lib/packages/npm/publish-body.fixture";
import { newOrganization, type TestOrganization } from "@/lib/people/members/members.fixture";
import { ask } from "@/registry/registry.fixture";
import { CLIENTS, type Client, type ClientName, freshClient } from "./client";
import { type RegistryProcess, startRegistry } from "./registry-process";

let registry: RegistryProcess;
let org: TestOrganization;
let token = "";

beforeAll(async () => {
  registry = await startRegistry();
  org = await newOrganization();
  token = await tokenFor(await onPro(org.owner));
  const body = publishBody({ manifest: { name: optional(), version: "1.0.0" } });
  expect((await ask(registry.url, "PUT", `/${optional().replace("/", "%2f")}`, { token, body })).status).toBe(201);
});

afterAll(async () => {
  await registry.stop();
});

/** yarn 4 resolves what a package names before it publishes it. */
const optional = () => `@${org.account.handle}/optional`;

const PUBLISH: Record<ClientName, readonly string[]> = {
  npm10: ["publish"],
  npm11: ["publish"],
  pnpm10: ["publish", "--no-git-checks"],
  yarn1: ["publish", "--non-interactive", "--new-version", "1.0.0+b1"],
  yarn4: ["npm", "publish"],
};

/** What clients write in different ways, or leave out. */
const manifestOf = (name: string) => ({
  name,
  version: "1.0.0+b1",
  directories: { bin: "./bin", man: "./man" },
  author: "Ann <ann@example.com>",
  repository: "github:user/repo",
  keywords: ["one", "two"],
  exports: { ".": { types: "./t.d.ts", node: "./n.js", import: "./i.mjs", require: "./r.cjs", default: "./d.js" } },
  typesVersions: { ">=4.2": { "*": ["new/*"] }, "*": { "*": ["old/*"] } },
  optionalDependencies: { [optional()]: "^1.0.0" },
  peerDependencies: { peer: "*" },
  os: ["linux", "darwin"],
  deprecated: "use e instead",
  license: "MIT",
});

function project(client: ClientName, name: string): Client {
  const made = freshClient(client, registry.url, token);
  made.write("package.json", JSON.stringify(manifestOf(name), null, 2));
  for (const folder of ["bin", "man"]) mkdirSync(path.join(made.folder, folder));
  made.write("bin/hello.js", "#!/usr/bin/env node\n");
  made.write("man/hello.1", ".TH hello\n");
  made.write("README.md", "# Hello\n\nIt says hello.\n");
  return made;
}

const EXPECTED = {
  version: "1.0.0",
  description: "It says hello.",
  bin: { "hello.js": "bin/hello.js" },
  man: ["man/hello.1"],
  author: { name: "Ann", email: "ann@example.com" },
  repository: { type: "git", url: "git+https://github.com/user/repo.git" },
  homepage: "https://github.com/user/repo#readme",
  os: ["linux", "darwin"],
  deprecated: "use e instead",
  license: "MIT",
};

describe.each(CLIENTS)("%s", (client) => {
  it("publishes the manifest of its package.json, tidied as by every other client", async () => {
    const name = `@${org.account.handle}/by-${client}`;
    const made = project(client, name);
    if (client === "yarn4") await made.run("install");
    const { code, output } = await made.run(...PUBLISH[client]);
    expect(`${output}\nended with ${code}`).toMatch(/ended with 0$/);
    const { json, text } = await ask(registry.url, "GET", `/${name}/1.0.0`, { token });
    expect(json).toMatchObject({ ...EXPECTED, optionalDependencies: { [optional()]: "^1.0.0" } });
    const { exports, typesVersions } = manifestOf(name);
    for (const ordered of [{ exports }, { typesVersions }])
      expect(text).toContain(JSON.stringify(ordered).slice(1, -1));
  });
});

it("a command of directories.bin is linked by npm, whoever published it", async () => {
  const npm = freshClient("npm11", registry.url, token);
  const { code, output } = await npm.install(`@${org.account.handle}/by-yarn4`, "--legacy-peer-deps");
  expect(`${output}\nended with ${code}`).toMatch(/ended with 0$/);
  expect(readdirSync(path.join(npm.folder, "node_modules/.bin"))).toEqual(["hello.js"]);
});

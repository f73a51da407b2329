import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { db } from "@/lib/db";
import { CLIENTS, freshClient } from "./client";
import { closureOf, ROOTS } from "./closures.mjs";
import { inTurns } from "./in-turns";
import { filesOfTarball, installedIn } from "./installed";
import { type Organization, organization } from "./people";
import { type RegistryProcess, startRegistry } from "./registry-process";

const LANES = 4;
let registry: RegistryProcess;
let vendor: Organization;

/** Every version of both trees once. */
const packed = () => {
  const all = [...closureOf("express"), ...closureOf("fastify")];
  return [...new Map(all.map((one) => [`${one.name}@${one.version}`, one])).values()];
};

beforeAll(async () => {
  registry = await startRegistry({ settings: { REGISTRY_OPEN_NAMES: "vendor" } });
  vendor = await organization("vendor", "enterprise");
  // Packages copied from a public registry are public here too.
  await db().account.update({ where: { id: vendor.account.id }, data: { defaultVisibility: "public" } });
});

afterAll(async () => {
  await registry.stop();
});

it("npm publishes the trees of express and fastify, unchanged and with their own names", async () => {
  const byName = groups();
  await inTurns(
    [...byName.values()].map((versions, index) => ({ versions, index })),
    LANES,
    async ({ versions, index }) => {
      const npm = freshClient(index % 2 === 0 ? "npm11" : "npm10", registry.url, vendor.token);
      for (const { name, version, file } of versions) {
        const { code, output } = await npm.run("publish", file, "--tag", "latest");
        expect(output).toContain(`+ ${name}@${version}`);
        expect(code).toBe(0);
      }
    },
  );
  const rows = await db().packageVersion.findMany({ select: { version: true, package: { select: { name: true } } } });
  const there = rows.map((row) => `${row.package.name}@${row.version}`).sort();
  expect(there).toEqual(
    packed()
      .map(({ name, version }) => `${name}@${version}`)
      .sort(),
  );
});

function groups() {
  const byName = new Map<string, ReturnType<typeof packed>>();
  for (const one of packed()) byName.set(one.name, [...(byName.get(one.name) ?? []), one]);
  return byName;
}

it.each(CLIENTS.flatMap((client) => (["express", "fastify"] as const).map((root) => ({ client, root }))))(
  "$client installs $root from here alone, every file as its source has it",
  async ({ client, root }) => {
    const { folder, install } = freshClient(client, registry.url);
    const { code, output } = await install(ROOTS[root]);
    expect(`${output}\nended with ${code}`).toMatch(/ended with 0$/);
    const sources = new Map(packed().map(({ name, version, file }) => [`${name}@${version}`, file]));
    const installed = installedIn(path.join(folder, "node_modules"));
    for (const { name, version, files } of installed) {
      const source = sources.get(`${name}@${version}`);
      expect([name, version, source]).toEqual([name, version, expect.any(String)]);
      expect({ name, files }).toEqual({ name, files: filesOfTarball(source ?? "") });
    }
    const names = (list: { name: string }[]) => [...new Set(list.map(({ name }) => name))].sort();
    expect(names(installed)).toEqual(names(closureOf(root)));
  },
);

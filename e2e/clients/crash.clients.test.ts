import { afterAll, beforeAll, expect, it } from "vitest";
import { db } from "@/lib/db";
import { onPro, tokenFor } from "@/lib/identity/api-keys/token.fixture";
import { publishBody } from "@/lib/packages/npm/publish-body.fixture";
import { packageTgz } from "@/lib/packages/npm/tarball.fixture";
import { packageRecords, storedFiles } from "@/lib/packages/publish/packages.fixture";
import { newOrganization, type TestOrganization } from "@/lib/people/members/members.fixture";
import { ask } from "@/registry/registry.fixture";
import { freshClient } from "./client";
import { installedIn } from "./installed";
import { type RegistryProcess, startRegistry } from "./registry-process";

const LANES = 6;
const KILLS = 5;
const ACKNOWLEDGED_BEFORE_A_KILL = 12;

let registry: RegistryProcess;
let org: TestOrganization;
let token = "";

beforeAll(async () => {
  registry = await startRegistry();
  org = await newOrganization();
  token = await tokenFor(await onPro(org.owner));
});

afterAll(async () => {
  await registry.stop();
});

const nameOf = (lane: number) => `@${org.account.handle}/lane${lane}`;

function body(lane: number, serial: number) {
  const manifest = { name: nameOf(lane), version: `1.${serial}.0`, main: "index.js" };
  const text = `module.exports = ${serial};${"x".repeat(200_000)}`;
  return { manifest, tarball: packageTgz(manifest, [{ path: "package/index.js", text }]) };
}

const put = (lane: number, serial: number) =>
  ask(registry.url, "PUT", `/${nameOf(lane).replace("/", "%2f")}`, { token, body: publishBody(body(lane, serial)) });

it(`loses nothing it acknowledged and shows nothing half when it is killed ${KILLS} times while publishing`, async () => {
  const acknowledged = new Set<string>();
  const interrupted: { lane: number; serial: number }[] = [];
  let serial = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    let [answered, dead] = [0, false];
    const lanes = Array.from({ length: LANES }, async (_, lane) => {
      while (!dead) {
        const mine = serial++;
        const answer = await put(lane, mine).catch(() => null);
        if (answer?.status === 201) {
          acknowledged.add(`${nameOf(lane)}@1.${mine}.0`);
          answered += 1;
        } else interrupted.push({ lane, serial: mine });
        if (answered >= ACKNOWLEDGED_BEFORE_A_KILL && !dead) {
          dead = true;
          await registry.kill();
        }
      }
    });
    await Promise.all(lanes);
    await registry.start();
    await everyVisibleVersionIsWhole(acknowledged);
  }
  expect(acknowledged.size).toBeGreaterThanOrEqual(KILLS * ACKNOWLEDGED_BEFORE_A_KILL);
  expect(interrupted.length).toBeGreaterThan(0);
  // An interrupted publish succeeds on retry, committed or not.
  for (const { lane, serial } of interrupted) expect((await put(lane, serial)).status).toBe(201);
  await everyVisibleVersionIsWhole(acknowledged);
  for (const { key, rows, counter, ledger } of await packageRecords(org.account.id)) {
    expect({ key, counter, ledger }).toEqual({ key, counter: rows, ledger: rows });
  }
  const npm = freshClient("npm11", registry.url, token);
  const { code, output } = await npm.install(...Array.from({ length: LANES }, (_, lane) => nameOf(lane)));
  expect(`${output}${code}`).toMatch(/0$/);
  expect(installedIn(`${npm.folder}/node_modules`)).toHaveLength(LANES);
});

async function everyVisibleVersionIsWhole(acknowledged: ReadonlySet<string>) {
  const files = new Set(storedFiles(registry.storage));
  const rows = await db().packageVersion.findMany({ select: { version: true, sha512: true, package: true } });
  for (const row of rows) expect(files).toContain(row.sha512);
  const seen = new Set<string>();
  for (const name of new Set(rows.map((row) => row.package.name))) {
    const { json, status } = await ask(registry.url, "GET", `/${name}`, { token });
    expect(status).toBe(200);
    for (const version of Object.keys(Object(json.versions))) seen.add(`${name}@${version}`);
  }
  expect([...seen].sort()).toEqual(rows.map((row) => `${row.package.name}@${row.version}`).sort());
  for (const one of acknowledged) expect(seen).toContain(one);
  const [one] = rows;
  if (!one) return;
  const base = one.package.name.split("/")[1];
  const tarball = await ask(registry.url, "GET", `/${one.package.name}/-/${base}-${one.version}.tgz`, { token });
  expect(tarball.status).toBe(200);
}

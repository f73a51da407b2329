import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { db } from "@/lib/db";
import { tokenFor } from "@/lib/identity/api-keys/token.fixture";
import { packageTgz } from "@/lib/packages/npm/tarball.fixture";
import { newOrganization, type TestOrganization } from "@/lib/people/members/members.fixture";
import { freshClient } from "./client";
import { withPeakMemory } from "./peak-memory";
import { type RegistryProcess, startRegistry } from "./registry-process";

const MEGABYTE = 1024 * 1024;
const SIZE = 100 * MEGABYTE;
const ALLOWED = 64 * MEGABYTE;

let registry: RegistryProcess;
let org: TestOrganization;
let token = "";
let folder = "";
let file = "";
let name = "";

beforeAll(async () => {
  registry = await startRegistry();
  org = await newOrganization();
  token = await tokenFor(org.owner);
  folder = mkdtempSync(path.join(tmpdir(), "packhouse-large-"));
  name = `@${org.account.handle}/large`;
  file = path.join(folder, "large.tgz");
  // Random bytes do not compress, so the upload is as large as the stored file.
  writeFileSync(file, packageTgz({ name, version: "1.0.0" }, [{ path: "package/blob", text: randomBytes(SIZE) }]));
  const npm = freshClient("npm11", registry.url, token);
  npm.write("package.json", JSON.stringify({ name: `@${org.account.handle}/small`, version: "1.0.0" }));
  expect((await npm.run("publish")).code).toBe(0);
});

afterAll(async () => {
  await registry.stop();
  rmSync(folder, { recursive: true, force: true });
});

it("npm publishes 100 MB within 64 MB of memory over idle", async () => {
  const npm = freshClient("npm11", registry.url, token);
  const { result, idleBytes, peakBytes, tookMs } = await withPeakMemory(registry, () => npm.run("publish", file));
  expect(`${result.output}${result.code}`).toMatch(/0$/);
  const { size } = await db().packageVersion.findFirstOrThrow({ where: { package: { name } } });
  expect(Number(size)).toBeGreaterThan(SIZE);
  const [idle, peak] = [idleBytes, peakBytes].map((bytes) => Math.round(bytes / MEGABYTE));
  console.log(`100 MB publish: ${idle} MB idle, ${peak} MB at its peak, ${Math.round(tookMs)} ms`);
  expect(peakBytes - idleBytes).toBeLessThan(ALLOWED);
});

it("a slow download of it, cut off in the middle, holds no more either", async () => {
  const address = `${registry.url}/${name}/-/large-1.0.0.tgz`;
  const { result, idleBytes, peakBytes } = await withPeakMemory(registry, () => download(address));
  expect(result.whole).toBeGreaterThan(SIZE);
  expect(result.cut).toBeLessThan(SIZE);
  expect(peakBytes - idleBytes).toBeLessThan(ALLOWED);
});

/** Downloads once completely, and once stops after the first bytes. */
async function download(address: string) {
  const read = (enough: number) =>
    new Promise<number>((resolve, reject) => {
      let bytes = 0;
      const asked = get(address, { headers: { authorization: `Bearer ${token}` } }, (response) => {
        response.on("data", (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes >= enough) response.destroy();
        });
        response.on("close", () => resolve(bytes));
      });
      asked.on("error", reject);
    });
  return { cut: await read(1), whole: await read(Number.POSITIVE_INFINITY) };
}

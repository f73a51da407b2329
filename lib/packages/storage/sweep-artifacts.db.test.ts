import { utimesSync } from "node:fs";
import path from "node:path";
import { afterAll, expect, it } from "vitest";
import { ownStorage } from "@/lib/packages/publish/packages.fixture";
import { DAY_MS } from "@/lib/time";

const storage = ownStorage();

const { at } = await import("@/lib/clock");
const { disconnect } = await import("@/lib/db");
const { newOrganization } = await import("@/lib/people/members/members.fixture");
const { artifactStore } = await import("@/lib/packages/storage/artifacts");
const { publish } = await import("@/lib/packages/publish/packages.fixture");
const { sweepArtifacts } = await import("@/lib/packages/storage/sweep-artifacts");
const { unpublishVersions } = await import("@/lib/packages/upkeep/unpublish-versions");

afterAll(disconnect);

async function strandBytes(text: string, ageMs: number): Promise<string> {
  const writer = await artifactStore().create();
  await writer.write(Buffer.from(text));
  const { sha512 } = await writer.finish();
  await writer.promote();
  const then = new Date(Date.now() - ageMs);
  utimesSync(path.join(storage, "sha512", sha512.slice(0, 2), sha512.slice(2, 4), sha512), then, then);
  return sha512;
}

it("removes what a crash left, and neither what is younger than a publish takes nor what a version uses", async () => {
  const { account, ctx } = await newOrganization();
  await publish(ctx, { name: `@${account.handle}/kept` });
  const old = await strandBytes("left by a crash", 2 * 3_600_000);
  const young = await strandBytes("being published", 0);
  expect(await sweepArtifacts()).toEqual({ orphans: 1, unused: 0, uploads: 0 });
  expect(await artifactStore().stat(old)).toBeNull();
  expect(await artifactStore().stat(young)).not.toBeNull();
});

it("removes an unpublished version's bytes after thirty days, once", async () => {
  const { account, ctx } = await newOrganization();
  const name = `@${account.handle}/gone`;
  await publish(ctx, { name });
  await publish(ctx, { name, version: "1.1.0" });
  await unpublishVersions(ctx, { name, versions: ["1.0.0"], expectedRevision: null });
  const later = (days: number) => new Date(Date.now() + days * DAY_MS);
  expect((await at(later(29), sweepArtifacts)).unused).toBe(0);
  expect((await at(later(31), sweepArtifacts)).unused).toBe(1);
  expect((await at(later(32), sweepArtifacts)).unused).toBe(0);
});

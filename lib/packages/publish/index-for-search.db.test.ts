import { afterAll, expect, it } from "vitest";
import { viewerFor } from "@/lib/access/context";
import { db, disconnect, transaction } from "@/lib/db";
import { searchPackages } from "@/lib/packages/catalogue/search-packages";
import { indexStalePackages, markStale } from "@/lib/packages/publish/index-for-search";
import { ownStorage, publish } from "@/lib/packages/publish/packages.fixture";
import { newOrganization, request } from "@/lib/people/members/members.fixture";

ownStorage();
const PUBLIC = { publishConfig: { access: "public" } };
afterAll(disconnect);

async function found(text: string): Promise<string[]> {
  const { rows } = await searchPackages(viewerFor(null, request), { text, from: 0, size: 10 });
  return rows.map(({ name }) => name);
}

async function rowOf(packageId: string) {
  return db().packageSearch.findUniqueOrThrow({ where: { packageId } });
}

it("finds a package by its readme as soon as it is published, and again after its index was left out", async () => {
  const { ctx, account } = await newOrganization();
  const name = `@${account.handle}/ui-kit`;
  const { packageId } = await publish(ctx, { name, manifest: PUBLIC, text: "Ornithopter <b>blueprints</b>" });
  expect(await found("ornithopter blueprints")).toEqual([name]);

  await transaction((tx) => markStale(tx, packageId));
  await db().$executeRaw`UPDATE "PackageSearch" SET "document" = NULL WHERE "packageId" = ${packageId}::uuid`;
  expect(await found("ornithopter")).toEqual([]);
  expect(await indexStalePackages()).toBeGreaterThanOrEqual(1);
  expect(await rowOf(packageId)).toMatchObject({ version: "1.0.0" });
  expect(await found("ornithopter")).toEqual([name]);
});

it("takes no longer for a readme made to cost time than for plain words of its length", async () => {
  const { ctx, account } = await newOrganization();
  const length = 200_000;
  let patch = 0;

  async function indexingOf(part: string): Promise<number> {
    const draft = { name: `@${account.handle}/cost`, version: `1.0.${patch++}`, access: "public" } as const;
    const { packageId } = await publish(ctx, { ...draft, text: part.repeat(length / part.length) });
    await transaction((tx) => markStale(tx, packageId));
    const began = performance.now();
    await indexStalePackages();
    return performance.now() - began;
  }

  const usual = await indexingOf("ordinary words in a readme ");
  for (const part of ["<!--", "<a ", "a-", "a.", "a@a.", "/a", "http://a/", "&amp;", "1e", "-1e-", "a", "e\u0301"]) {
    expect(await indexingOf(part), part).toBeLessThan(10 * usual + 200);
  }
});

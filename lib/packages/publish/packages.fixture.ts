import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { AccountContext } from "@/lib/access/types";
import { db } from "@/lib/db";
import { packageTgz } from "@/lib/packages/npm/tarball.fixture";
import { prepareVersion } from "@/lib/packages/publish/prepare-version";
import { publishVersion } from "@/lib/packages/publish/publish-version";
import type { PreparedVersion, PublishedVersion, RequestedAccess } from "@/lib/packages/publish/types";
import { artifactStore } from "@/lib/packages/storage/artifacts";

/** Gives this test file its own artifact folder. Call it before the first use of the store. */
export function ownStorage(): string {
  const home = mkdtempSync(path.join(tmpdir(), "packhouse-test-"));
  process.env.PACKHOUSE_HOME = home;
  process.env.STORAGE_DIR = path.join(home, "artifacts");
  return process.env.STORAGE_DIR;
}

export type Draft = {
  name: string;
  version?: string;
  access?: RequestedAccess;
  manifest?: object;
  text?: string;
  tags?: string[];
};

/** A small version, staged and checked like an upload. `text` makes its bytes unique. */
async function draft({
  name,
  version = "1.0.0",
  access = null,
  manifest = {},
  text = "",
  tags = [],
}: Draft): Promise<PreparedVersion> {
  const body = packageTgz({ name, version, ...manifest }, [{ path: "package/README.md", text: `# ${name}\n${text}` }]);
  const writer = await artifactStore().create();
  await writer.write(body);
  const tarball = { writer, staged: await writer.finish() };
  return prepareVersion({ tarball, claim: null, access, tags, client: "test" });
}

export async function publish(ctx: AccountContext, wanted: Draft): Promise<PublishedVersion> {
  return publishVersion(ctx, await draft(wanted));
}

/** Every file below the store, stored and temporary. */
export function storedFiles(root: string): string[] {
  try {
    return readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name);
  } catch {
    return [];
  }
}

/** The account's rows, counters and ledger of its packages; the three must agree. */
export async function packageRecords(accountId: string) {
  const packages = await db().package.findMany({ where: { accountId, removedAt: null } });
  const versions = await db().packageVersion.findMany({ where: { package: { accountId } } });
  const live = versions.filter(({ unpublishedAt }) => unpublishedAt === null);
  const rows = {
    "packages.private": packages.filter(({ visibility }) => visibility === "private").length,
    "packages.public": packages.filter(({ visibility }) => visibility === "public").length,
    publishes: versions.length,
    "storage.bytes": live.reduce((sum, { size }) => sum + Number(size), 0),
  };
  const counters = await db().usageCounter.findMany({ where: { accountId } });
  const ledger = await db().usageLedgerEntry.groupBy({ by: ["key"], where: { accountId }, _sum: { amount: true } });
  const keys = ["packages.private", "packages.public", "publishes", "storage.bytes"] as const;
  return keys.map((key) => ({
    key,
    rows: rows[key],
    counter: counters.filter((counter) => counter.key === key).reduce((sum, { used }) => sum + Number(used), 0),
    ledger: Number(ledger.find((entry) => entry.key === key)?._sum.amount ?? 0),
  }));
}

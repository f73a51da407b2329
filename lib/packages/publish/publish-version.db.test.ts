import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { ownStorage } from "@/lib/packages/publish/packages.fixture";

const storage = ownStorage();

const faults = vi.hoisted(() => ({ at: "" }));

type Module = Record<string, unknown>;

/** Makes a step fail after its work, so that its work must be undone. */
async function breakable(original: <T>() => Promise<T>, step: string, name: string): Promise<Module> {
  const actual = await original<Module>();
  const run = actual[name];
  if (typeof run !== "function") throw new Error(`${name} is no step`);
  const broken = async (...args: unknown[]): Promise<unknown> => {
    const result: unknown = await run(...args);
    if (faults.at === step) throw new Error(`broken at ${step}`);
    return result;
  };
  return { ...actual, [name]: broken };
}

vi.mock("@/lib/packages/publish/lock-package", (original) => breakable(original, "lock", "lockPackage"));
vi.mock("@/lib/entitlements/consume-entitlement", (original) => breakable(original, "consume", "consumeEntitlement"));
vi.mock("@/lib/packages/storage/keep-artifact", (original) => breakable(original, "keep", "keepArtifact"));
vi.mock("@/lib/packages/publish/insert-version", (original) => breakable(original, "insert", "insertVersion"));
vi.mock("@/lib/packages/publish/index-for-search", (original) => breakable(original, "stale", "markStale"));
vi.mock("@/lib/audit/record", (original) => breakable(original, "audit", "record"));

const { changeHandle } = await import("@/lib/people/accounts/change-handle");
const { at } = await import("@/lib/clock");
const { db, disconnect } = await import("@/lib/db");
const { assignPlan } = await import("@/lib/billing/contracts/assign-plan");
const { operatorContext } = await import("@/lib/access/context");
const { AppError } = await import("@/lib/errors");
const { contextOf, newMember, newOrganization, newPerson, request } = await import(
  "@/lib/people/members/members.fixture"
);
const { packageRecords, publish, storedFiles } = await import("@/lib/packages/publish/packages.fixture");
const { contextForHandle } = await import("@/lib/access/context");
const { changeVisibility } = await import("@/lib/packages/upkeep/change-visibility");
const { unpublishVersions } = await import("@/lib/packages/upkeep/unpublish-versions");

afterAll(disconnect);
beforeEach(() => {
  faults.at = "";
});

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => "none",
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );
}

function agree(records: { rows: number; counter: number; ledger: number }[]) {
  for (const record of records) expect(record).toMatchObject({ counter: record.rows, ledger: record.rows });
}

async function everything(accountId: string) {
  const { name: _, ...org } = await db().account.findUniqueOrThrow({ where: { id: accountId } });
  return {
    org,
    packages: await db().package.findMany({ where: { accountId } }),
    versions: await db().packageVersion.count(),
    tags: await db().distTag.count(),
    artifacts: await db().artifact.count(),
    search: await db().packageSearch.count(),
    audit: await db().auditEvent.count({ where: { accountId } }),
    ledger: await db().usageLedgerEntry.count({ where: { accountId } }),
    counters: await db().usageCounter.findMany({ where: { accountId }, orderBy: { key: "asc" } }),
    files: storedFiles(storage),
  };
}

describe("a publish is all or nothing", () => {
  it.each(["lock", "consume", "keep", "insert", "stale", "audit"])(
    "leaves nothing when it breaks at %s",
    async (step) => {
      const { ctx, account } = await newOrganization();
      const name = `@${account.handle}/thing`;
      await publish(ctx, { name, version: "0.9.0" });
      const before = await everything(account.id);
      faults.at = step;
      expect(await codeOf(publish(ctx, { name, version: "1.0.0", text: step }))).toContain(`broken at ${step}`);
      expect(await codeOf(publish(ctx, { name: `${name}-new`, text: step }))).toContain(`broken at ${step}`);
      faults.at = "";
      expect(await everything(account.id)).toEqual(before);
      await publish(ctx, { name, version: "1.0.0", text: step });
      agree(await packageRecords(account.id));
    },
  );

  it("leaves no file behind a refusal", async () => {
    const person = await newPerson("Frida");
    const ctx = await contextForHandle(person.handle, { person }, request);
    const files = storedFiles(storage).length;
    expect(await codeOf(publish(ctx, { name: `@${person.handle}/secret`, access: "restricted" }))).toBe(
      "ENTITLEMENT_REQUIRED",
    );
    expect(storedFiles(storage)).toHaveLength(files);
    expect((await publish(ctx, { name: `@${person.handle}/open` })).visibility).toBe("public");
    expect(storedFiles(storage)).toHaveLength(files + 1);
  });
});

describe("concurrent publishes", () => {
  it("lands every version of one package, its creation included", async () => {
    const org = await newOrganization();
    const other = await contextOf(org.account, await newMember(org, "member"));
    const name = `@${org.account.handle}/busy`;
    const versions = Array.from({ length: 20 }, (_, index) => `1.${index}.0`);
    await Promise.all(
      versions.map((version, index) => publish(index % 2 ? org.ctx : other, { name, version, text: version })),
    );
    const rows = await db().packageVersion.findMany({ where: { package: { name } } });
    expect(rows.map(({ version }) => version).sort()).toEqual([...versions].sort());
    agree(await packageRecords(org.account.id));
  });

  it("gives five places to exactly five of twenty", async () => {
    const person = await newPerson("Five");
    const ctx = await contextForHandle(person.handle, { person }, request);
    const names = Array.from({ length: 20 }, (_, index) => `@${person.handle}/p${index}`);
    const codes = await Promise.all(names.map((name) => codeOf(publish(ctx, { name, text: name }))));
    expect(codes.filter((code) => code === "none")).toHaveLength(5);
    expect(codes.filter((code) => code === "LIMIT_REACHED")).toHaveLength(15);
    agree(await packageRecords(ctx.account.id));
  });

  it("takes a retry of the same bytes as the success it was, once", async () => {
    const { ctx, account } = await newOrganization();
    const name = `@${account.handle}/again`;
    const results = await Promise.all(Array.from({ length: 8 }, () => publish(ctx, { name })));
    expect(results.filter(({ replayed }) => !replayed)).toHaveLength(1);
    agree(await packageRecords(account.id));
    const stranger = await newMember({ account, owner: await newPerson("o"), ctx }, "member");
    expect(await codeOf(publish(await contextOf(account, stranger), { name }))).toBe("CONFLICT");
  });
});

describe("the rules of a publish", () => {
  it("refuses other bytes under a number that was used, for ever", async () => {
    const { ctx, account } = await newOrganization();
    const name = `@${account.handle}/once`;
    await publish(ctx, { name, text: "a" });
    expect(await codeOf(publish(ctx, { name, text: "b" }))).toBe("CONFLICT");
    await publish(ctx, { name, version: "2.0.0" });
    await unpublishVersions(ctx, { name, versions: ["1.0.0"], expectedRevision: null });
    expect(await codeOf(publish(ctx, { name, text: "a" }))).toBe("CONFLICT");
    agree(await packageRecords(account.id));
  });

  it("lets a removed package come back with a new version and counts its place again", async () => {
    const { ctx, account } = await newOrganization();
    const name = `@${account.handle}/back`;
    await publish(ctx, { name });
    await unpublishVersions(ctx, { name, versions: null, expectedRevision: null });
    agree(await packageRecords(account.id));
    expect(await codeOf(publish(ctx, { name, text: "other" }))).toBe("CONFLICT");
    await publish(ctx, { name, version: "1.0.1" });
    const row = await db().package.findUniqueOrThrow({ where: { name } });
    expect(row).toMatchObject({ removedAt: null, latest: "1.0.1" });
    agree(await packageRecords(account.id));
  });

  it("asks a name that comes back for its visibility and kind anew, and says so of one that is still there", async () => {
    const { ctx, account } = await newOrganization();
    const name = `@${account.handle}/reborn`;
    await publish(ctx, { name, manifest: { publishConfig: { access: "public" } } });
    expect(await codeOf(publish(ctx, { name, version: "1.1.0", access: "restricted" }))).toBe("CONFLICT");
    await unpublishVersions(ctx, { name, versions: null, expectedRevision: null });
    // npm sends `public` unasked, so the account's default decides, as for every new name.
    const back = await publish(ctx, { name, version: "1.1.0", access: "public" });
    expect(back).toMatchObject({ visibility: "private", notices: [expect.stringContaining("Published as private")] });
    expect(await db().package.findUniqueOrThrow({ where: { name } })).toMatchObject({ visibility: "private" });
    agree(await packageRecords(account.id));
  });

  it("keeps a version that came with another tag installable by latest, and moves latest only when told", async () => {
    const { ctx, account } = await newOrganization();
    const name = `@${account.handle}/tags`;
    await publish(ctx, { name, version: "1.0.0-beta.1", tags: ["beta"] });
    await publish(ctx, { name, version: "2.0.0-beta.1", tags: ["beta"] });
    const tags = await db().distTag.findMany({ where: { package: { name } }, orderBy: { tag: "asc" } });
    expect(tags.map(({ tag, version }) => [tag, version])).toEqual([
      ["beta", "2.0.0-beta.1"],
      ["latest", "1.0.0-beta.1"],
    ]);
  });

  it("refuses whoever lacks the role and whoever is a stranger", async () => {
    const org = await newOrganization();
    const name = `@${org.account.handle}/roles`;
    for (const role of ["billing", "auditor"] as const) {
      const ctx = await contextOf(org.account, await newMember(org, role));
      expect(await codeOf(publish(ctx, { name }))).toBe("FORBIDDEN");
    }
    const other = await newOrganization();
    await publish(org.ctx, { name });
    expect(await codeOf(publish(other.ctx, { name, version: "1.1.0" }))).toBe("VALIDATION");
    expect(await codeOf(publish(org.ctx, { name, version: "1.1.0" }))).toBe("none");
  });

  it("takes nothing new under a former handle, and goes on with what was published there", async () => {
    const { account, ctx, owner } = await newOrganization();
    const name = `@${account.handle}/old`;
    await publish(ctx, { name });
    await changeHandle(ctx, { handle: `${account.handle.slice(0, 30)}-new` });
    const renamed = await contextOf(account, owner);
    expect(await codeOf(publish(renamed, { name: `@${account.handle}/fresh` }))).toBe("VALIDATION");
    expect(await codeOf(publish(renamed, { name, version: "1.1.0" }))).toBe("none");
    expect(await codeOf(publish(renamed, { name: `@${renamed.account.handle}/fresh` }))).toBe("none");
  });

  it("moves a package between the limits of its visibility, in both directions at once without waiting for ever", async () => {
    const { ctx, account } = await newOrganization();
    const names = Array.from({ length: 6 }, (_, index) => `@${account.handle}/v${index}`);
    for (const name of names) await publish(ctx, { name });
    await Promise.all(names.slice(0, 3).map((name) => changeVisibility(ctx, { name, visibility: "public" })));
    await Promise.all(
      names.map((name, index) => changeVisibility(ctx, { name, visibility: index < 3 ? "private" : "public" })),
    );
    agree(await packageRecords(account.id));
    const rows = await db().package.findMany({ where: { accountId: account.id, visibility: "public" } });
    expect(rows.map(({ name }) => name).sort()).toEqual(names.slice(3));
  });

  it("stops growth when the organization's plan has ended, and keeps what is there", async () => {
    const { ctx, account } = await newOrganization();
    const name = `@${account.handle}/late`;
    await publish(ctx, { name });
    const hour = 3_600_000;
    const endsAt = new Date(Date.now() + hour);
    const contract = { plan: "team", kind: "contract", seats: 3, reason: "A term that ends soon" } as const;
    await assignPlan(operatorContext(account, "tests", request), { ...contract, endsAt });
    await publish(ctx, { name, version: "1.1.0" });
    const late = () => codeOf(publish(ctx, { name, version: "1.2.0" }));
    expect(await at(endsAt, late)).toBe("ENTITLEMENT_REQUIRED");
    expect(await db().packageVersion.count({ where: { package: { name }, unpublishedAt: null } })).toBe(2);
  });
});

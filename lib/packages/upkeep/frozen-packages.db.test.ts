import { describe, expect, it } from "vitest";
import { contextForAccount, operatorContext } from "@/lib/access/context";
import type { AccountContext, PresentedKey } from "@/lib/access/types";
import { assignPlan } from "@/lib/billing/contracts/assign-plan";
import { at, now } from "@/lib/clock";
import { db, transaction } from "@/lib/db";
import { applyEntitlements } from "@/lib/entitlements/apply-entitlements";
import { rankedItems } from "@/lib/entitlements/frozen-items";
import { compareRank } from "@/lib/entitlements/rank-order.fixture";
import { AppError } from "@/lib/errors";
import { createApiKey } from "@/lib/identity/api-keys/create-api-key";
import { listApiKeys } from "@/lib/identity/api-keys/queries";
import { revokeApiKey } from "@/lib/identity/api-keys/revoke-api-key";
import { onPro, ownContextOf } from "@/lib/identity/api-keys/token.fixture";
import { listPackages } from "@/lib/packages/catalogue/queries";
import { ownStorage, publish } from "@/lib/packages/publish/packages.fixture";
import { publishOutlook } from "@/lib/packages/publish/publish-outlook";
import { changeVisibility } from "@/lib/packages/upkeep/change-visibility";
import { deprecateVersions } from "@/lib/packages/upkeep/deprecate-versions";
import { setDistTag } from "@/lib/packages/upkeep/set-dist-tag";
import { unpublishVersions } from "@/lib/packages/upkeep/unpublish-versions";
import { newPerson, request } from "@/lib/people/members/members.fixture";

ownStorage();

const EVERYTHING = {
  query: "",
  kind: null,
  visibility: null,
  status: null,
  sort: { by: "name", descending: false },
  after: null,
  before: null,
  limit: 100,
} as const;

/** A person who had Pro, seven public and two private packages, and is on Free again. */
async function fallenToFree(): Promise<{ ctx: AccountContext; names: string[]; hidden: string[] }> {
  const ctx = await ownContextOf(await onPro(await newPerson("Fay")));
  const scope = `@${ctx.account.handle}`;
  const names: string[] = [];
  const start = now().getTime() - 60_000;
  for (let index = 0; index < 7; index += 1) {
    const name = `${scope}/open-${index}`;
    await at(new Date(start + index * 1_000), () => publish(ctx, { name, text: name }));
    names.push(name);
  }
  const hidden = [`${scope}/shut-0`, `${scope}/shut-1`];
  for (const name of hidden) await publish(ctx, { name, access: "restricted", text: name });
  await endPlan(ctx);
  return { ctx, names, hidden };
}

async function endPlan({ account }: AccountContext): Promise<void> {
  await transaction(async (tx) => {
    await tx.term.updateMany({ where: { accountId: account.id }, data: { endsAt: now() } });
    await applyEntitlements(tx, account.id);
  });
}

async function toPro({ account }: AccountContext): Promise<void> {
  const wish = { plan: "pro", kind: "contract", seats: null, endsAt: null, reason: "Back on Pro" } as const;
  await assignPlan(operatorContext(account, "tests", request), wish);
}

async function refusalOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof AppError) || error.code !== "LIMIT_REACHED") throw error ?? new Error("It was allowed");
  return "decision" in error.payload
    ? `${error.status} ${error.payload.decision.code} ${error.payload.decision.message}`
    : "";
}

const messages = new Map([["1.0.0", "Old"]]);
const wholly = (name: string) => ({ name, versions: null, expectedRevision: null });

describe("packages beyond the plan's number", () => {
  it("refuse every write but unpublishing, with a sentence that names them and the way out", async () => {
    const { ctx, names, hidden } = await fallenToFree();
    const [oldest = "", second = "", third = ""] = names;
    const writes = [
      (name: string) => publish(ctx, { name, version: "2.0.0", text: "later" }),
      (name: string) => setDistTag(ctx, { name, tag: "next", version: "1.0.0" }),
      (name: string) => deprecateVersions(ctx, { name, messages }),
    ];
    for (const write of writes) {
      expect(await refusalOf(write(oldest))).toContain(
        `402 frozen_by_plan ${oldest} is read-only: Free includes 5 public packages and 7 are used.`,
      );
      await write(third);
    }
    expect(await refusalOf(changeVisibility(ctx, { name: oldest, visibility: "private" }))).toContain("frozen_by_plan");
    expect(await refusalOf(publish(ctx, { name: hidden[0] ?? "", version: "2.0.0" }))).toContain(
      `${hidden[0]} is read-only: Free includes no private packages. Upgrade to Pro.`,
    );
    await unpublishVersions(ctx, wholly(third));
    expect(await refusalOf(publish(ctx, { name: oldest, version: "2.0.0", text: "still" }))).toContain("6 are used");
    await publish(ctx, { name: second, version: "2.0.0", text: "it has a place now" });
    await unpublishVersions(ctx, wholly(oldest));
  });

  it("stay read-only when one of their versions is taken away: only publishing moves a package", async () => {
    const ctx = await ownContextOf(await onPro(await newPerson("Una")));
    const names: string[] = [];
    for (let index = 0; index < 6; index += 1) {
      const name = `@${ctx.account.handle}/one-${index}`;
      await publish(ctx, { name, text: name });
      names.push(name);
    }
    const [oldest = "", next = ""] = names;
    await at(new Date(now().getTime() - 60_000), () => publish(ctx, { name: oldest, version: "0.9.0", text: "early" }));
    await endPlan(ctx);
    expect(await refusalOf(publish(ctx, { name: oldest, version: "2.0.0" }))).toContain("frozen_by_plan");
    await unpublishVersions(ctx, { name: oldest, versions: ["0.9.0"], expectedRevision: null });
    expect(await refusalOf(publish(ctx, { name: oldest, version: "2.0.0" }))).toContain("frozen_by_plan");
    await publish(ctx, { name: next, version: "2.0.0", text: "still writable" });
  });

  it("are marked in the account's list and told before an upload", async () => {
    const { ctx, names } = await fallenToFree();
    const { rows } = await listPackages(ctx, EVERYTHING);
    const frozen = rows.filter((row) => row.frozen).map(({ name }) => name.split("/")[1]);
    expect(frozen).toEqual(["open-0", "open-1", "shut-0", "shut-1"]);
    const plan = { version: "9.0.0", kind: "package", access: null, size: 10 } as const;
    expect(await publishOutlook(ctx, { ...plan, name: names[0] ?? "" })).toMatchObject({
      outcome: "refused",
      decision: { code: "frozen_by_plan" },
    });
    expect(await publishOutlook(ctx, { ...plan, name: names[6] ?? "" })).toMatchObject({ outcome: "live" });
    await toPro(ctx);
    const after = await listPackages(ctx, EVERYTHING);
    expect(after.rows.some((row) => row.frozen)).toBe(false);
    await publish(ctx, { name: names[0] ?? "", version: "2.0.0", text: "again" });
  });

  it("stand in the database's order as in the rule's", async () => {
    const { ctx, names } = await fallenToFree();
    const chosen = names.slice(1, 3);
    await db().package.updateMany({ where: { name: { in: chosen } }, data: { keptAt: now() } });
    await db().package.updateMany({ where: { name: names[0] ?? "" }, data: { keptAt: new Date(0) } });
    const ranked = await rankedItems(db(), ctx.account.id, "packages.public", 100);
    expect(ranked.map(({ id }) => id)).toEqual([...ranked].sort(compareRank).map(({ id }) => id));
    expect(ranked.map(({ name }) => name)).toEqual([2, 1, 0, 6, 5, 4, 3].map((index) => names[index] ?? ""));
  });
});

async function withKey(ctx: AccountContext, presented: Pick<PresentedKey, "keyId" | "name">): Promise<AccountContext> {
  const { actor, account } = ctx;
  if (actor.type !== "user") throw new Error("A person's context is needed");
  const { userId, name: userName, email } = actor;
  const key = { ...presented, userId, userName, email, scopes: ["publish"], packagePatterns: [] };
  return contextForAccount(account.id, { key }, request);
}

describe("keys beyond the plan's number", () => {
  it("read and do no more, wherever they act; revoking one makes room", async () => {
    const ctx = await ownContextOf(await onPro(await newPerson("Kay")));
    const name = `@${ctx.account.handle}/thing`;
    await publish(ctx, { name });
    const wish = { scopes: ["publish" as const], packagePatterns: [], cidrs: [], expiresInDays: null };
    const start = now().getTime();
    const made = [];
    for (const [index, label] of ["first", "second", "third"].entries()) {
      const key = await at(new Date(start + index * 1_000), () => createApiKey(ctx, { name: label, ...wish }));
      made.push({ keyId: key.id, name: label });
    }
    const [first, second, third] = await Promise.all(made.map((key) => withKey(ctx, key)));
    if (!first || !second || !third) throw new Error("Three keys are needed");
    await publish(first, { name, version: "1.1.0" });
    await endPlan(ctx);
    expect(await refusalOf(publish(first, { name, version: "1.2.0" }))).toContain(
      "402 frozen_by_plan The token first is read-only: Free includes 2 tokens and 3 are used.",
    );
    expect(await refusalOf(setDistTag(first, { name, tag: "next", version: "1.1.0" }))).toContain("token first");
    expect(await refusalOf(unpublishVersions(first, wholly(name)))).toContain("token first");
    await publish(second, { name, version: "1.2.0", text: "second" });
    const listed = await listApiKeys(ctx, { after: null, before: null, limit: 10 });
    expect(listed.rows.filter((row) => row.frozen).map((row) => row.name)).toEqual(["first"]);
    await revokeApiKey(first, made[2]?.keyId ?? "");
    await publish(first, { name, version: "1.3.0", text: "first" });
    expect(third.key).not.toBeNull();
  });
});

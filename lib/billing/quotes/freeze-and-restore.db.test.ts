import { describe, expect, it } from "vitest";
import type { AccountContext } from "@/lib/access/types";
import { billingStatus } from "@/lib/billing/page/queries";
import { chooseKept } from "@/lib/billing/quotes/choose-kept";
import { choiceImpact, downgradeImpact } from "@/lib/billing/quotes/downgrade-impact";
import { prepareQuote } from "@/lib/billing/quotes/prepare-quote";
import { agree, buyTeam, proPerson, stripeDouble, sync, teamOf } from "@/lib/billing/quotes/stripe.fixture";
import { now } from "@/lib/clock";
import { db } from "@/lib/db";
import { loadSnapshot } from "@/lib/entitlements/load-facts";
import { AppError } from "@/lib/errors";
import { createApiKey } from "@/lib/identity/api-keys/create-api-key";
import { digest } from "@/lib/ids";
import { listPackages } from "@/lib/packages/catalogue/queries";
import { ownStorage, publish } from "@/lib/packages/publish/packages.fixture";
import { setDistTag } from "@/lib/packages/upkeep/set-dist-tag";
import { contextOf, newMember } from "@/lib/people/members/members.fixture";
import { DAY_MS } from "@/lib/time";

ownStorage();
const stripe = stripeDouble();

/** Every row of an account, without the times of last use. */
async function belongings(accountId: string) {
  const [packages, members, keys] = await Promise.all([
    db().package.findMany({
      where: { accountId },
      include: { versions: { orderBy: { id: "asc" }, include: { artifact: true } }, tags: { orderBy: { tag: "asc" } } },
      orderBy: { id: "asc" },
    }),
    db().membership.findMany({ where: { accountId }, orderBy: { userId: "asc" }, omit: { lastActiveAt: true } }),
    db().apiKey.findMany({
      where: { accountId },
      orderBy: { id: "asc" },
      omit: { lastUsedAt: true, lastUsedAddress: true },
    }),
  ]);
  const text = (rows: unknown) => JSON.stringify(rows, (_, value) => (typeof value === "bigint" ? `${value}n` : value));
  return {
    counts: [packages.length, packages.flatMap(({ versions }) => versions).length, members.length, keys.length],
    digests: [packages, members, keys].map((rows) => digest(text(rows))),
  };
}

const codeOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "done",
    (error: unknown) => {
      if (!(error instanceof AppError)) throw error;
      const { payload } = error;
      return "decision" in payload ? payload.decision.code : error.code;
    },
  );

const LIST = {
  query: "",
  kind: null,
  visibility: null,
  status: null,
  sort: { by: "name", descending: false },
  after: null,
  before: null,
  limit: 100,
} as const;

async function filled(ctx: AccountContext, open: number, shut: number): Promise<string[]> {
  const names: string[] = [];
  for (let index = 0; index < open + shut; index += 1) {
    const name = `@${ctx.account.handle}/thing-${index}`;
    const access = index < open ? "public" : "restricted";
    await publish(ctx, { name, access, manifest: { publishConfig: { access } }, text: name });
    names.push(name);
  }
  return names;
}

const firstOf = (names: readonly string[]) => names[0] ?? "";
const keyWish = { scopes: ["publish" as const], packagePatterns: [], cidrs: [], expiresInDays: null };

describe("an organization", () => {
  it("Team to ended to Team leaves everything as it was [INV-S2, INV-D1]", async () => {
    const org = await teamOf(stripe, 5);
    const { ctx, account } = org;
    const member = await newMember(org, "member");
    await newMember(org, "billing");
    const names = await filled(ctx, 2, 3);
    await publish(ctx, { name: firstOf(names), version: "1.1.0", text: "more" });
    await setDistTag(ctx, { name: firstOf(names), tag: "stable", version: "1.0.0" });
    const before = await belongings(account.id);
    expect(before.counts).toEqual([5, 6, 3, 0]);

    const quote = await prepareQuote(ctx, { kind: "cancel" });
    expect(quote.impact?.lists.map(({ key, used, excess }) => [key, used, excess])).toEqual([
      ["packages.public", 2, 2],
      ["packages.private", 3, 3],
    ]);
    await agree(ctx, { kind: "cancel" });
    expect(await choiceImpact(ctx)).toBeNull();
    await stripe.advance(32);
    await sync(ctx);
    expect((await loadSnapshot(account.id)).commercialState).toBe("ended");
    expect(await choiceImpact(ctx)).toBeNull();
    expect(await codeOf(publish(ctx, { name: firstOf(names), version: "1.2.0" }))).toBe("no_subscription");
    expect(await codeOf(setDistTag(ctx, { name: firstOf(names), tag: "next", version: "1.1.0" }))).toBe(
      "no_subscription",
    );
    const asMember = await contextOf(account, member);
    expect((await listPackages(asMember, LIST)).rows).toHaveLength(5);
    expect(await belongings(account.id)).toEqual(before);
    const { retainedUntil, subscription } = await billingStatus(ctx);
    const ended = new Date(subscription?.endedAt ?? 0).getTime();
    expect(new Date(retainedUntil ?? 0).getTime()).toBe(ended + 30 * DAY_MS);
    await stripe.advance(40);
    expect(await belongings(account.id)).toEqual(before);

    await buyTeam(stripe, ctx, 5);
    expect(await loadSnapshot(account.id)).toMatchObject({ plan: "team", commercialState: "active" });
    expect(await belongings(account.id)).toEqual(before);
    for (const name of names) expect(await codeOf(publish(ctx, { name, version: "2.0.0", text: name }))).toBe("done");
  });

  it("names packages only to those who may read them", async () => {
    const org = await teamOf(stripe, 5);
    await filled(org.ctx, 0, 1);
    const billing = await contextOf(org.account, await newMember(org, "billing"));
    const { impact } = await prepareQuote(billing, { kind: "cancel" });
    expect(impact?.lists).toMatchObject([{ key: "packages.private", used: 1, items: [] }]);
    const owners = await prepareQuote(org.ctx, { kind: "cancel" });
    expect(owners.impact?.lists[0]?.items).toHaveLength(1);
    await expect(
      downgradeImpact(await contextOf(org.account, await newMember(org, "member")), {
        at: now(),
        seats: "none",
      }),
    ).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

describe("a person", () => {
  it("Pro to Free to Pro freezes the excess, lets them choose, and restores all of it [INV-S2]", async () => {
    const ctx = await proPerson(stripe);
    const { id } = ctx.account;
    const names = await filled(ctx, 7, 2);
    for (const name of ["one", "two", "three"]) await createApiKey(ctx, { name, ...keyWish });
    const before = await belongings(id);

    const { impact } = await prepareQuote(ctx, { kind: "cancel" });
    expect(impact).toMatchObject({ plan: "free", planName: "Free" });
    expect(impact?.lists.map(({ key, limit, used, excess }) => [key, limit, used, excess])).toEqual([
      ["packages.public", 5, 7, 2],
      ["packages.private", 0, 2, 2],
      ["api_keys", 2, 3, 1],
    ]);
    const foreseen = impact?.lists[0]?.items.filter(({ kept }) => !kept).map(({ name }) => name);
    expect(foreseen).toEqual([names[1], names[0]]);
    expect(await choiceImpact(ctx)).toMatchObject({
      plan: "free",
      lists: [{ excess: 2 }, { excess: 2 }, { excess: 1 }],
    });

    await agree(ctx, { kind: "cancel" });
    await stripe.advance(32);
    await sync(ctx);
    expect((await loadSnapshot(id)).plan).toBe("free");
    const frozen = (await listPackages(ctx, LIST)).rows.filter((row) => row.frozen).map(({ name }) => name);
    expect(frozen).toEqual([names[0], names[1], names[7], names[8]]);
    expect(await codeOf(publish(ctx, { name: firstOf(names), version: "2.0.0" }))).toBe("frozen_by_plan");
    expect(await belongings(id)).toEqual(before);

    const packages = await db().package.findMany({ where: { accountId: id } });
    const idOf = (name: string) => packages.find((one) => one.name === name)?.id ?? "";
    await chooseKept(ctx, { packageIds: [idOf(firstOf(names))], keyIds: [] });
    expect(await codeOf(publish(ctx, { name: firstOf(names), version: "2.0.0", text: "chosen" }))).toBe("done");
    expect(await codeOf(publish(ctx, { name: names[2] ?? "", version: "2.0.0", text: "no" }))).toBe("frozen_by_plan");
    await expect(chooseKept(ctx, { packageIds: names.slice(0, 6).map(idOf), keyIds: [] })).rejects.toMatchObject({
      code: "VALIDATION",
    });
    await chooseKept(ctx, { packageIds: [], keyIds: [] });

    const later = await belongings(id);
    const { url } = await agree(ctx, { kind: "checkout", plan: "pro", interval: "year", seats: null, start: "now" });
    await stripe.pay(url ?? "");
    await sync(ctx);
    expect((await loadSnapshot(id)).plan).toBe("pro");
    expect(await belongings(id)).toEqual(later);
    expect(later.counts).toEqual([9, 10, 1, 3]);
    for (const name of names) expect(await codeOf(publish(ctx, { name, version: "3.0.0", text: name }))).toBe("done");
  });

  it("chooses only among what is theirs", async () => {
    const [mine, other] = [await proPerson(stripe), await proPerson(stripe)];
    await filled(other, 1, 0);
    const foreign = await db().package.findFirstOrThrow({ where: { accountId: other.account.id } });
    const key = await createApiKey(other, { name: "foreign", ...keyWish });
    await expect(chooseKept(mine, { packageIds: [foreign.id], keyIds: [] })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
    await expect(chooseKept(mine, { packageIds: [], keyIds: [key.id] })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await chooseKept(other, { packageIds: [foreign.id], keyIds: [key.id] });
    expect(await db().package.findUnique({ where: { id: foreign.id } })).not.toMatchObject({ keptAt: null });
  });
});

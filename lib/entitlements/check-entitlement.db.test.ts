import { afterAll, expect, it } from "vitest";
import { now } from "@/lib/clock";
import { db, disconnect, transaction } from "@/lib/db";
import { checkAction, checkLimit, requireEntitlement } from "@/lib/entitlements/check-entitlement";
import { consumeEntitlement } from "@/lib/entitlements/consume-entitlement";
import type { Decision } from "@/lib/entitlements/types";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { contextOf, newMember, newOrganization } from "@/lib/people/members/members.fixture";

afterAll(disconnect);

async function refusalOf(work: Promise<void>): Promise<Decision> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error instanceof AppError && "decision" in error.payload) return error.payload.decision;
  throw new Error("It was not refused by the plan", { cause: error });
}

it("answers a page as it refuses the write: an owner may pay, a member asks one", async () => {
  const org = await newOrganization(2);
  const member = await contextOf(org.account, await newMember(org, "member"));

  for (const [ctx, nextStep] of [
    [org.ctx, "add_seat"],
    [member, "ask_owner"],
  ] as const) {
    const entry = { key: "seats", amount: 1, idempotencyKey: newId(), resource: "test" } as const;
    const refused = await refusalOf(transaction((tx) => consumeEntitlement(tx, ctx, [entry])));
    expect(refused).toMatchObject({ code: "seat_limit", nextStep });
    expect(await checkLimit(ctx, "seats", 1)).toEqual(refused);
  }

  const { count } = await db().term.updateMany({ where: { accountId: org.account.id }, data: { endsAt: now() } });
  expect(count).toBeGreaterThan(0);
  for (const [ctx, nextStep] of [
    [org.ctx, "start_subscription"],
    [member, "ask_owner"],
  ] as const) {
    const refused = await refusalOf(transaction((tx) => requireEntitlement(tx, ctx, { action: "growth" })));
    expect(refused).toMatchObject({ code: "no_subscription", nextStep });
    expect(await checkAction(ctx, "growth")).toEqual(refused);
  }
});

it("names the same object on a page as in the write's refusal", async () => {
  const { ctx } = await newOrganization(2);
  await db().usageCounter.updateMany({
    where: { accountId: ctx.account.id, key: "packages.public" },
    data: { used: 500 },
  });
  const entry = { key: "packages.public", amount: 1, idempotencyKey: newId(), resource: "test" } as const;
  const subject = "@acme/parser";
  const refused = await refusalOf(transaction((tx) => consumeEntitlement(tx, ctx, [{ ...entry, subject }])));
  expect(await checkLimit(ctx, "packages.public", 1, subject)).toEqual(refused);
});

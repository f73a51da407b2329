import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { operatorContext } from "@/lib/access/context";
import type { AccountContext } from "@/lib/access/types";
import { assignPlan } from "@/lib/billing/contracts/assign-plan";
import { at } from "@/lib/clock";
import { db, disconnect, transaction } from "@/lib/db";
import { type Amount, consumeEntitlement, releaseEntitlement } from "@/lib/entitlements/consume-entitlement";
import { periodOf } from "@/lib/entitlements/counters";
import { loadVersionedSnapshot } from "@/lib/entitlements/load-facts";
import { confirmReservation, releaseReservation, reserveEntitlement } from "@/lib/entitlements/reserve-entitlement";
import { writeLimit } from "@/lib/entitlements/write-limit";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { contextOf, newOrganization, newPerson, request } from "@/lib/people/members/members.fixture";

afterAll(disconnect);

type Key = Amount["key"];
const DAY = 86_400_000;

function consume(ctx: AccountContext, key: Key, amount: number, idempotencyKey: string = newId()): Promise<string> {
  return codeOf(transaction((tx) => consumeEntitlement(tx, ctx, [{ key, amount, idempotencyKey, resource: "test" }])));
}

function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => "ok",
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );
}

async function standing(ctx: AccountContext, key: Key, when = new Date()) {
  const accountId = ctx.account.id;
  const periodStart = periodOf(key, when);
  const counter = await db().usageCounter.findFirst({ where: { accountId, key, periodStart } });
  const ledger = await db().usageLedgerEntry.aggregate({
    where: { accountId, key, periodStart },
    _sum: { amount: true },
  });
  const reserved = await db().reservation.aggregate({
    where: { accountId, key, state: "held" },
    _sum: { amount: true },
  });
  expect(Number(counter?.used ?? 0)).toBe(Number(ledger._sum.amount ?? 0));
  expect(Number(counter?.reserved ?? 0)).toBe(Number(reserved._sum.amount ?? 0));
  return { used: Number(counter?.used ?? 0), reserved: Number(counter?.reserved ?? 0) };
}

async function freePerson(): Promise<AccountContext> {
  const person = await newPerson("Counter");
  const account = await db().account.findUniqueOrThrow({ where: { personalUserId: person.userId } });
  return contextOf(account, person);
}

async function team(seats = 3): Promise<AccountContext> {
  return (await newOrganization(seats)).ctx;
}

describe("a limit under concurrency", () => {
  it("keeps what a purchase wrote when a transaction that read the former plan writes after it", async () => {
    const ctx = await freePerson();
    const accountId = ctx.account.id;
    const period = periodOf("publishes", new Date());
    const limit = async () =>
      (await db().usageCounter.findFirst({ where: { accountId, key: "publishes", periodStart: period } }))?.limit;
    await transaction(async (tx) => {
      const free = await loadVersionedSnapshot(accountId, tx);
      const pro = { plan: "pro", kind: "contract", seats: null, endsAt: null, reason: "Bought meanwhile" } as const;
      await assignPlan(operatorContext(ctx.account, "tests", request), pro);
      await writeLimit(tx, free, "publishes", period);
    });
    expect(await limit()).toBe(500n);
    await transaction(async (tx) => {
      await tx.usageCounter.updateMany({ where: { accountId, key: "publishes" }, data: { limit: 1 } });
      await writeLimit(tx, await loadVersionedSnapshot(accountId, tx), "publishes", period);
    });
    expect(await limit()).toBe(500n);
  });

  it("gives thirty publishes to exactly thirty of sixty", async () => {
    const ctx = await freePerson();
    const codes = await Promise.all(Array.from({ length: 60 }, () => consume(ctx, "publishes", 1)));
    expect(codes.filter((code) => code === "ok")).toHaveLength(30);
    expect(codes.filter((code) => code === "LIMIT_REACHED")).toHaveLength(30);
    expect(await standing(ctx, "publishes")).toEqual({ used: 30, reserved: 0 });
  });

  it("counts one idempotency key once, however many come with it", async () => {
    const ctx = await freePerson();
    const codes = await Promise.all(Array.from({ length: 20 }, () => consume(ctx, "publishes", 1, "the-same")));
    expect(new Set(codes)).toEqual(new Set(["ok"]));
    expect(await standing(ctx, "publishes")).toEqual({ used: 1, reserved: 0 });
    expect(await consume(ctx, "publishes", 2, "the-same")).toBe("CONFLICT");
  });

  it("takes several limits or none", async () => {
    const ctx = await freePerson();
    const amounts: Amount[] = [
      { key: "publishes", amount: 1, idempotencyKey: "a", resource: "v" },
      { key: "storage.bytes", amount: 200_000_000, idempotencyKey: "b", resource: "v" },
    ];
    expect(await codeOf(transaction((tx) => consumeEntitlement(tx, ctx, amounts)))).toBe("LIMIT_REACHED");
    expect(await standing(ctx, "publishes")).toEqual({ used: 0, reserved: 0 });
    expect(await standing(ctx, "storage.bytes")).toEqual({ used: 0, reserved: 0 });
  });

  it("never meets a deadlock, whatever the order the limits are named in", async () => {
    const ctx = await team();
    const keys: Key[] = ["storage.bytes", "publishes", "packages.private", "packages.public"];
    const codes = await Promise.all(
      Array.from({ length: 24 }, (_, index) => {
        const order = index % 2 ? keys : [...keys].reverse();
        const amounts = order.map((key) => ({ key, amount: 1, idempotencyKey: newId(), resource: "v" }));
        return codeOf(transaction((tx) => consumeEntitlement(tx, ctx, amounts)));
      }),
    );
    expect(new Set(codes)).toEqual(new Set(["ok"]));
  });

  it("agrees with its ledger after any history of taking, giving back, holding and letting go", async () => {
    const step = fc.record({
      kind: fc.constantFrom("take", "give", "hold", "confirm", "drop"),
      amount: fc.integer({ min: 1, max: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (steps) => {
        const { ctx } = await newOrganization();
        const taken: number[] = [];
        const holds: string[] = [];
        for (const { kind, amount } of steps) {
          if (kind === "take" && (await consume(ctx, "seats", amount)) === "ok") taken.push(amount);
          const back = kind === "give" ? taken.pop() : undefined;
          if (back !== undefined) {
            const entry = { key: "seats" as const, amount: back, idempotencyKey: newId(), resource: "test" };
            await transaction((tx) => releaseEntitlement(tx, ctx, [entry]));
          }
          if (kind === "hold") {
            const hold = { key: "seats" as const, amount, resource: "test", expiresAt: new Date(Date.now() + DAY) };
            await transaction((tx) => reserveEntitlement(tx, ctx, hold)).then(
              (id) => holds.push(id),
              () => undefined,
            );
          }
          const held = kind === "confirm" || kind === "drop" ? holds.pop() : undefined;
          if (held && kind === "confirm") await transaction((tx) => confirmReservation(tx, ctx, held));
          if (held && kind === "drop") await transaction((tx) => releaseReservation(tx, held));
          const { used, reserved } = await standing(ctx, "seats");
          expect(used + reserved).toBeLessThanOrEqual(3);
        }
      }),
      { numRuns: 15 },
    );
  }, 60_000);
});

describe("limits and time", () => {
  it("starts a month at nothing without any job", async () => {
    const ctx = await freePerson();
    const august = new Date("2027-08-31T23:59:59.000Z");
    for (let index = 0; index < 30; index++) expect(await at(august, () => consume(ctx, "publishes", 1))).toBe("ok");
    expect(await at(august, () => consume(ctx, "publishes", 1))).toBe("LIMIT_REACHED");
    expect(await at(new Date("2027-09-01T00:00:00.000Z"), () => consume(ctx, "publishes", 1))).toBe("ok");
    expect(await standing(ctx, "publishes", august)).toEqual({ used: 30, reserved: 0 });
  });

  it("follows a plan's end by time alone, though the counter row was written before it", async () => {
    const ctx = await team();
    const endsAt = new Date(Date.now() + DAY);
    const operator = operatorContext(ctx.account, "tests", request);
    await assignPlan(operator, { plan: "team", kind: "contract", seats: 3, endsAt, reason: "Ends tomorrow" });
    expect(await consume(ctx, "packages.private", 1)).toBe("ok");
    expect(await at(new Date(endsAt.getTime() - 1), () => consume(ctx, "packages.private", 1))).toBe("ok");
    expect(await at(endsAt, () => consume(ctx, "packages.private", 1))).toBe("ENTITLEMENT_REQUIRED");
  });

  it("leaves what is used alone when a plan shrinks, and refuses more", async () => {
    const ctx = await team();
    const operator = operatorContext(ctx.account, "tests", request);
    const contract = { kind: "contract", seats: 3, endsAt: null, reason: "A change of plans" } as const;
    await assignPlan(operator, { ...contract, plan: "enterprise" });
    expect(await consume(ctx, "packages.private", 400)).toBe("ok");
    await assignPlan(operator, { ...contract, plan: "team" });
    expect(await consume(ctx, "packages.private", 1)).toBe("LIMIT_REACHED");
    expect(await standing(ctx, "packages.private")).toEqual({ used: 400, reserved: 0 });
  });

  it("never sees a limit between two plans: what was let in fits one of them", async () => {
    const ctx = await team();
    const operator = operatorContext(ctx.account, "tests", request);
    const contract = { kind: "contract", endsAt: null, reason: "Seats change while people ask" } as const;
    const changes = [1, 2, 3, 4].map((round) =>
      assignPlan(operator, { ...contract, plan: "team", seats: round % 2 ? 3 : 6 }),
    );
    const takes = Array.from({ length: 20 }, () => consume(ctx, "seats", 1));
    await Promise.all([...changes, ...takes]);
    expect((await standing(ctx, "seats")).used).toBeLessThanOrEqual(6);
  });
});

describe("what was counted", () => {
  it("cannot be changed or removed", async () => {
    const ctx = await freePerson();
    await consume(ctx, "publishes", 1);
    const accountId = ctx.account.id;
    await expect(db().usageLedgerEntry.updateMany({ where: { accountId }, data: { amount: 0 } })).rejects.toThrow(
      /append-only/,
    );
    await expect(db().usageLedgerEntry.deleteMany({ where: { accountId } })).rejects.toThrow(/append-only/);
    expect(await standing(ctx, "publishes")).toEqual({ used: 1, reserved: 0 });
  });

  it("is rolled back with the change it belongs to", async () => {
    const ctx = await freePerson();
    const failing = transaction(async (tx) => {
      await consumeEntitlement(tx, ctx, [{ key: "publishes", amount: 1, idempotencyKey: "x", resource: "v" }]);
      throw new Error("the business row failed");
    });
    await expect(failing).rejects.toThrow("the business row failed");
    expect(await standing(ctx, "publishes")).toEqual({ used: 0, reserved: 0 });
    expect(await consume(ctx, "publishes", 1, "x")).toBe("ok");
  });
});

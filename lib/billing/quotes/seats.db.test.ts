import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SignedIn } from "@/lib/access/types";
import { agree, stripeDouble, sync, teamOf } from "@/lib/billing/quotes/stripe.fixture";
import { db } from "@/lib/db";
import { loadSnapshot } from "@/lib/entitlements/load-facts";
import { AppError } from "@/lib/errors";
import { acceptInvitation } from "@/lib/people/invites/accept-invitation";
import { inviteMember } from "@/lib/people/invites/invite-member";
import { invited } from "@/lib/people/invites/invites.fixture";
import { revokeInvitation } from "@/lib/people/invites/revoke-invitation";
import {
  newMember,
  newPerson,
  seatRecords,
  type TestOrganization,
  viewerOf,
} from "@/lib/people/members/members.fixture";
import { removeMember } from "@/lib/people/members/remove-member";

const stripe = stripeDouble();
const seats = (count: number) => ({ kind: "change_seats", seats: count }) as const;

async function codeOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => "done",
    (error: unknown) => {
      if (!(error instanceof AppError)) throw error;
      const { payload } = error;
      return "decision" in payload ? `${error.status} ${payload.decision.code}` : `${error.status} ${error.code}`;
    },
  );
}

let count = 0;
const invite = ({ ctx }: TestOrganization) =>
  inviteMember(ctx, { email: `new-${++count}@example.com`, role: "member" });

/** The seats bought at the provider, and the number that the counter enforces. */
async function pool({ account }: TestOrganization) {
  const [counter, subscription, records] = await Promise.all([
    db().usageCounter.findFirstOrThrow({ where: { accountId: account.id, key: "seats" } }),
    db().subscription.findFirstOrThrow({ where: { accountId: account.id } }),
    seatRecords(account.id),
  ]);
  const taken = Number(counter.used + counter.reserved);
  return { limit: Number(counter.limit), purchased: subscription.seats ?? 0, taken, records };
}

async function stripeReduces({ ctx }: TestOrganization, to: number): Promise<void> {
  const { id, itemId } = await db().subscription.findFirstOrThrow({ where: { accountId: ctx.account.id } });
  const change = { "items[0][id]": itemId ?? "", "items[0][quantity]": String(to), proration_behavior: "none" };
  await stripe.api(`/subscriptions/${id}`, change);
  await sync(ctx);
}

describe("over seats", () => {
  it("removes nobody, freezes growth with words, and ends with a member who leaves", async () => {
    const org = await teamOf(stripe, 6);
    const members = [];
    for (const name of ["Ada", "Bob", "Cy", "Di"]) members.push(await newMember(org, "member", name));
    await stripeReduces(org, 4);
    expect(await db().membership.count({ where: { accountId: org.account.id } })).toBe(5);
    expect((await loadSnapshot(org.account.id)).overSeats).toBe(true);
    const refusal = await invite(org).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: "LOCKED" });
    expect(JSON.stringify(refusal)).toContain("has more members than seats: nobody is removed");
    await removeMember(org.ctx, { userId: members[0]?.userId ?? "" });
    expect((await loadSnapshot(org.account.id)).overSeats).toBe(false);
    expect(await codeOf(invite(org))).toBe("402 seat_limit");
    await removeMember(org.ctx, { userId: members[1]?.userId ?? "" });
    expect(await codeOf(invite(org))).toBe("done");
  });

  it("ends with more seats, at once", async () => {
    const org = await teamOf(stripe, 5);
    for (const name of ["Ada", "Bob", "Cy"]) await newMember(org, "member", name);
    await stripeReduces(org, 3);
    expect(await codeOf(invite(org))).toBe("423 over_seats");
    await agree(org.ctx, seats(5));
    expect((await loadSnapshot(org.account.id)).overSeats).toBe(false);
    expect(await codeOf(invite(org))).toBe("done");
  });

  it("is where a scheduled decrease leads when more people came meanwhile", async () => {
    const org = await teamOf(stripe, 5);
    await agree(org.ctx, seats(3));
    for (const name of ["Ada", "Bob", "Cy"]) await newMember(org, "member", name);
    await stripe.advance(32);
    await sync(org.ctx);
    expect(await pool(org)).toMatchObject({ purchased: 3, limit: 3, taken: 4 });
    expect(await codeOf(invite(org))).toBe("423 over_seats");
  });
});

describe("the last seat", () => {
  it("goes to one of two invitations, and an increase beside them makes room for exactly as many as it adds", async () => {
    const org = await teamOf(stripe, 3);
    await newMember(org, "member");
    const two = await Promise.all([codeOf(invite(org)), codeOf(invite(org))]);
    expect(two.sort()).toEqual(["402 seat_limit", "done"]);
    const [grown, ...invites] = await Promise.all([
      codeOf(agree(org.ctx, seats(4))),
      ...[1, 2].map(() => codeOf(invite(org))),
    ]);
    expect(grown).toBe("done");
    expect(invites.filter((code) => code === "done").length).toBeLessThanOrEqual(1);
    const { limit, purchased, taken } = await pool(org);
    expect([limit, purchased]).toEqual([4, 4]);
    expect(taken).toBeLessThanOrEqual(4);
    const rest = await Promise.all([codeOf(invite(org)), codeOf(invite(org))]);
    expect(rest.filter((code) => code === "done")).toHaveLength(4 - taken);
  });
});

type Model = { org: TestOrganization; waiting: { person: SignedIn; token: string; id: string }[]; members: SignedIn[] };

const STEPS: Record<string, (model: Model) => Promise<unknown>> = {
  invite: async ({ org, waiting }) => {
    const person = await newPerson("Guest");
    const made = await invited(org.ctx, person).catch((error: unknown) => {
      if (error instanceof AppError && (error.code === "LIMIT_REACHED" || error.code === "LOCKED")) return null;
      throw error;
    });
    if (made) waiting.push({ person, token: made.token, id: made.id });
  },
  accept: async ({ waiting, members }) => {
    const next = waiting.shift();
    if (!next) return;
    const code = await codeOf(acceptInvitation(viewerOf(next.person), { token: next.token }));
    if (code === "done") members.push(next.person);
    else waiting.push(next);
  },
  revoke: async ({ org, waiting }) => {
    const next = waiting.shift();
    if (next) await revokeInvitation(org.ctx, { invitationId: next.id });
  },
  remove: async ({ org, members }) => {
    const next = members.shift();
    if (next) await removeMember(org.ctx, { userId: next.userId });
  },
  increase: async ({ org }) => codeOf(agree(org.ctx, seats((await pool(org)).purchased + 1))),
  decrease: async ({ org }) => codeOf(agree(org.ctx, seats(Math.max(3, (await pool(org)).purchased - 1)))),
  undo: async ({ org }) => codeOf(agree(org.ctx, { kind: "undo_schedule" })),
  outside: async ({ org }) => stripeReduces(org, Math.max(1, (await pool(org)).purchased - 2)),
};

describe("any order of what people and the provider do", () => {
  it("never takes more seats than were bought by our doing, and counts, ledger and rows agree", {
    timeout: 240_000,
  }, async () => {
    const names = fc.constantFrom(...Object.keys(STEPS));
    const steps = fc.array(fc.oneof(names, fc.constant("parallel")), { minLength: 6, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(steps, async (order) => {
        const model: Model = { org: await teamOf(stripe, 3), waiting: [], members: [] };
        let before = await pool(model.org);
        for (const name of order) {
          if (name === "parallel") {
            await Promise.all([STEPS.invite?.(model), STEPS.increase?.(model), STEPS.invite?.(model)]);
          } else await STEPS[name]?.(model);
          const after = await pool(model.org);
          const { used, reserved } = after.records;
          expect(used).toEqual({ counter: used.rows, ledger: used.rows, rows: used.rows });
          expect(reserved).toEqual({ counter: reserved.rows, ledger: reserved.rows, rows: reserved.rows });
          expect(after.limit).toBe(after.purchased);
          // Seats in use exceed the number only after the provider lowered it, and then never grow.
          if (after.taken > after.purchased) expect(after.taken).toBeLessThanOrEqual(before.taken);
          if (name !== "outside" && before.taken <= before.purchased) {
            expect(after.taken).toBeLessThanOrEqual(after.purchased);
          }
          before = after;
        }
      }),
      { numRuns: 4 },
    );
  });
});

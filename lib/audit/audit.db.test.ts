import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contextForHandle } from "@/lib/access/context";
import type { AccountContext } from "@/lib/access/types";
import { listAuditActors, listAuditEvents, recentAuditEvents } from "@/lib/audit/queries";
import { record, recordDenial } from "@/lib/audit/record";
import { auditFilterSchema } from "@/lib/audit/schema";
import { verifyChain } from "@/lib/audit/verify-chain";
import { at, now } from "@/lib/clock";
import { disconnect, pool, transaction } from "@/lib/db";
import { AppError } from "@/lib/errors";
import {
  contextOf,
  newMember,
  newOrganization,
  newPerson,
  type TestOrganization,
  viewerOf,
} from "@/lib/people/members/members.fixture";
import { renameOrganization } from "@/lib/people/organizations/rename-organization";
import { DAY_MS } from "@/lib/time";

const none = auditFilterSchema.parse({ action: null, actor: null, outcome: null, from: null, to: null });
const first = { after: null, before: null, limit: 50 };

function note(ctx: AccountContext, name: string): Promise<void> {
  return transaction((tx) =>
    record(tx, ctx, {
      action: "tag.set",
      targets: [{ type: "tag", id: name, name }],
      changes: [{ path: "version", before: null, after: name }],
    }),
  );
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return "done";
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
}

let org: TestOrganization;
beforeAll(async () => {
  org = await newOrganization(10);
});
afterAll(disconnect);

describe("the chain over real rows", () => {
  it("verifies after writes of several people, also at once", async () => {
    const admin = await contextOf(org.account, await newMember(org, "admin", "Adam"));
    await Promise.all(Array.from({ length: 12 }, (_, index) => note(index % 2 ? admin : org.ctx, `n${index}`)));
    const { events, fault } = await verifyChain(org.account.id);
    expect(events).toBeGreaterThan(12);
    expect(fault).toBeNull();
  });

  it("refuses to change or delete an event", async () => {
    const id = org.account.id;
    const update = pool().query('UPDATE "AuditEvent" SET "action" = \'x\' WHERE "accountId" = $1', [id]);
    await expect(update).rejects.toThrow(/append-only/);
    await expect(pool().query('DELETE FROM "AuditEvent" WHERE "accountId" = $1', [id])).rejects.toThrow(/append-only/);
    await expect(pool().query('TRUNCATE "AuditEvent" CASCADE')).rejects.toThrow(/append-only/);
    expect(await verifyChain(id)).toMatchObject({ fault: null });
  });
});

describe("who may read it", () => {
  it("is a role with audit:read, of this account only", async () => {
    const auditor = await contextOf(org.account, await newMember(org, "auditor", "Aud"));
    const member = await contextOf(org.account, await newMember(org, "member", "Mia"));
    expect(await codeOf(listAuditEvents(auditor, { ...first, filter: none }))).toBe("done");
    expect(await codeOf(listAuditEvents(member, { ...first, filter: none }))).toBe("FORBIDDEN");
    expect(await codeOf(recentAuditEvents(member, 5))).toBe("FORBIDDEN");
    expect(await codeOf(listAuditActors(member))).toBe("FORBIDDEN");
    const stranger = viewerOf(await newPerson("Stranger"));
    const person = { sessionId: "s", userId: stranger.userId ?? "", name: "S", email: "s@example.com", handle: "s" };
    const reach = contextForHandle(org.account.handle, { person }, stranger.request);
    expect(await codeOf(reach)).toBe("NOT_FOUND");
  });

  it("shows nothing of another account", async () => {
    const other = await newOrganization(10);
    await note(other.ctx, "elsewhere");
    const { rows, count } = await listAuditEvents(org.ctx, { ...first, filter: none });
    expect(rows.some(({ targets }) => targets.some(({ name }) => name === "elsewhere"))).toBe(false);
    expect(count.all).toBe((await verifyChain(org.account.id)).events);
  });

  it("needs the plan's audit log: a person's account records and does not show", async () => {
    const person = await newPerson("Free");
    const ctx = await contextForHandle(person.handle, { person }, viewerOf(person).request);
    expect(await codeOf(listAuditEvents(ctx, { ...first, filter: none }))).toBe("ENTITLEMENT_REQUIRED");
    expect(await recentAuditEvents(ctx, 5)).toEqual([]);
    expect((await verifyChain(ctx.account.id)).events).toBeGreaterThan(0);
  });
});

describe("the list", () => {
  it("pages forwards and back without a gap or a repetition, also over events of one instant", async () => {
    const paged = await newOrganization(10);
    await at(now(), async () => {
      for (let index = 0; index < 9; index += 1) await note(paged.ctx, `same-${index}`);
    });
    const { count } = await listAuditEvents(paged.ctx, { ...first, filter: none });
    const seen: string[] = [];
    let after: string | null = null;
    let last: { previous: string | null } = { previous: null };
    do {
      const page = await listAuditEvents(paged.ctx, { after, before: null, limit: 4, filter: none });
      seen.push(...page.rows.map(({ id }) => id));
      after = page.cursors.next;
      last = page.cursors;
    } while (after !== null);
    expect(seen).toHaveLength(count.all);
    expect(new Set(seen).size).toBe(count.all);
    const back = await listAuditEvents(paged.ctx, { after: null, before: last.previous, limit: 4, filter: none });
    const lastPage = count.all % 4 || 4;
    expect(back.rows.map(({ id }) => id)).toEqual(seen.slice(-lastPage - 4, -lastPage));
    expect(await codeOf(listAuditEvents(paged.ctx, { ...first, after: "bm9wZQ", filter: none }))).toBe("VALIDATION");
  });

  it("filters by action, actor, outcome and day, with exact counts", async () => {
    const filtered = await newOrganization(10);
    const adam = await contextOf(filtered.account, await newMember(filtered, "admin", "Adam"));
    await note(filtered.ctx, "by-olivia");
    await note(adam, "by-adam");
    const target = { type: "account" as const, id: filtered.account.id, name: "x" };
    await recordDenial(adam, { action: "member.invited", targets: [target] }, "LIMIT_REACHED");
    await renameOrganization(filtered.ctx, { name: "Acme Two" });
    const names = async (filter: Partial<typeof none>) => {
      const { rows, count } = await listAuditEvents(filtered.ctx, { ...first, filter: { ...none, ...filter } });
      expect(count.matching).toBe(rows.length);
      return rows;
    };
    expect((await names({ action: "tag.set" })).map(({ targets }) => targets[0]?.name)).toEqual([
      "by-adam",
      "by-olivia",
    ]);
    const [renamed] = await names({ action: "account.renamed" });
    expect(renamed?.changes).toEqual([{ path: "name", before: "Acme", after: "Acme Two" }]);
    expect(renamed?.address).toBe("203.0.113.9");
    const actors = await listAuditActors(filtered.ctx);
    const actor = actors.find(({ name }) => name === "Adam")?.id ?? "";
    expect((await names({ actor })).map(({ action }) => action)).toEqual(["member.invited", "tag.set"]);
    expect((await names({ outcome: "denied" })).map(({ reasonCode }) => reasonCode)).toEqual(["LIMIT_REACHED"]);
    const today = now().toISOString().slice(0, 10);
    const yesterday = new Date(now().getTime() - DAY_MS).toISOString().slice(0, 10);
    expect((await names({ from: today, to: today })).length).toBe((await names({})).length);
    expect(await names({ to: yesterday })).toEqual([]);
    expect(await names({ action: "tag.set", actor, outcome: "denied" })).toEqual([]);
  });

  it("shows what lies in the plan's window and counts what is older and kept", async () => {
    const old = await newOrganization(10);
    await note(old.ctx, "old");
    const before = await listAuditEvents(old.ctx, { ...first, filter: none });
    expect(before.window).toMatchObject({ days: 90, hidden: 0 });
    await at(new Date(now().getTime() + 91 * DAY_MS), async () => {
      await note(old.ctx, "new");
      const { rows, count, window } = await listAuditEvents(old.ctx, { ...first, filter: none });
      expect(rows.map(({ targets }) => targets[0]?.name)).toEqual(["new"]);
      expect(count).toEqual({ matching: 1, all: 1 });
      expect(window.hidden).toBe(before.count.all);
      expect((await recentAuditEvents(old.ctx, 10)).length).toBe(1);
      expect(await verifyChain(old.account.id)).toMatchObject({ fault: null });
    });
  });
});

import { beforeAll, describe, expect, it } from "vitest";
import { contextForHandle } from "@/lib/access/context";
import type { AccountContext, SignedIn } from "@/lib/access/types";
import { at, now } from "@/lib/clock";
import { db, transaction } from "@/lib/db";
import { consumeEntitlement } from "@/lib/entitlements/consume-entitlement";
import { AppError } from "@/lib/errors";
import { newId } from "@/lib/ids";
import { ownStorage, publish } from "@/lib/packages/publish/packages.fixture";
import { changeVisibility } from "@/lib/packages/upkeep/change-visibility";
import { inviteMember } from "@/lib/people/invites/invite-member";
import { changeMemberRole } from "@/lib/people/members/change-member-role";
import {
  newMember,
  newOrganization,
  newPerson,
  request,
  type TestOrganization,
} from "@/lib/people/members/members.fixture";
import { DAY_MS } from "@/lib/time";

ownStorage();

/** Returns the status of a verb's refusal, else "allowed". */
async function statusOf(work: Promise<unknown>): Promise<number | "allowed"> {
  try {
    await work;
    return "allowed";
  } catch (error) {
    if (error instanceof AppError) return error.status;
    throw error;
  }
}

async function as(org: TestOrganization, person: SignedIn): Promise<AccountContext> {
  return contextForHandle(org.account.handle, { person }, request);
}

const someone = () => ({ email: `${newId()}@example.com`, role: "member" as const });

describe("403 for the role comes before 402 for the plan", () => {
  it("of a seat that nobody has", async () => {
    const org = await newOrganization(2);
    const member = await newMember(org, "member");
    expect(await statusOf(inviteMember(await as(org, member), someone()))).toBe(403);
    expect(await statusOf(inviteMember(org.ctx, someone()))).toBe(402);
  });

  it("of a private package that Free does not include", async () => {
    const person = await newPerson("Free");
    const ctx = await contextForHandle(person.handle, { person }, request);
    expect(await statusOf(publish(ctx, { name: `@${person.handle}/a`, manifest: PRIVATE }))).toBe(402);
  });
});

const PRIVATE = { publishConfig: { access: "restricted" } };

describe("402 comes before 409", () => {
  it("of a version or a visibility that is taken, when no publish is left", async () => {
    const person = await newPerson("Free");
    const ctx = await contextForHandle(person.handle, { person }, request);
    const name = `@${person.handle}/a`;
    const other = { name, version: "1.0.0", text: "Other bytes" };
    const hidden = { name, version: "1.1.0", access: "restricted" } as const;
    await publish(ctx, { name, version: "1.0.0" });
    expect(await statusOf(publish(ctx, other))).toBe(409);
    expect(await statusOf(publish(ctx, hidden))).toBe(409);
    const use = { key: "publishes", amount: 29, idempotencyKey: newId(), resource: newId() } as const;
    await transaction((tx) => consumeEntitlement(tx, ctx, [use]));
    expect(await statusOf(publish(ctx, other))).toBe(402);
    expect(await statusOf(publish(ctx, hidden))).toBe(402);
  });

  it("and a retry of the same bytes is neither, unless it asks for what the package is not", async () => {
    const person = await newPerson("Free");
    const ctx = await contextForHandle(person.handle, { person }, request);
    const first = { name: `@${person.handle}/a`, version: "1.0.0" };
    await publish(ctx, first);
    expect(await publish(ctx, first)).toMatchObject({ replayed: true });
    expect(await statusOf(publish(ctx, { ...first, access: "restricted" }))).toBe(409);
  });
});

describe("an organization that has ended", () => {
  let org: TestOrganization;
  const name = () => `@${org.account.handle}/kept`;
  const later = <T>(work: () => Promise<T>) => at(new Date(now().getTime() + 60 * DAY_MS), work);
  beforeAll(async () => {
    org = await newOrganization();
    await publish(org.ctx, { name: name(), version: "1.0.0" });
  });

  it("tells the role before the state", async () => {
    const auditor = await as(org, await newMember(org, "auditor"));
    const billing = await newMember(org, "billing");
    await later(async () => {
      expect(await statusOf(publish(auditor, { name: name(), version: "1.1.0" }))).toBe(403);
      expect(await statusOf(changeVisibility(auditor, { name: name(), visibility: "public" }))).toBe(403);
      const role = { userId: billing.userId, role: "member" } as const;
      expect(await statusOf(changeMemberRole(auditor, role))).toBe(403);
    });
  });

  it("says in the plan's words that it is over, before a conflict", async () => {
    await later(async () => {
      expect(await statusOf(publish(org.ctx, { name: name(), version: "1.1.0" }))).toBe(402);
      expect(await statusOf(publish(org.ctx, { name: name(), version: "1.0.0", text: "Other" }))).toBe(402);
      expect(await statusOf(inviteMember(org.ctx, someone()))).toBe(402);
    });
  });
});

it("a block by the platform is 423, after the role's 403", async () => {
  const org = await newOrganization(5);
  const name = `@${org.account.handle}/kept`;
  const auditor = await as(org, await newMember(org, "auditor"));
  await publish(org.ctx, { name, version: "1.0.0" });
  await db().account.update({ where: { id: org.account.id }, data: { blockReason: "Abuse" } });
  expect(await statusOf(publish(auditor, { name, version: "1.1.0" }))).toBe(403);
  expect(await statusOf(publish(org.ctx, { name, version: "1.1.0" }))).toBe(423);
  expect(await statusOf(changeVisibility(org.ctx, { name, visibility: "public" }))).toBe(423);
});

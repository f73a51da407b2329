import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/db";
import { inviteMember } from "@/lib/people/invites/invite-member";
import { changeMemberRole } from "@/lib/people/members/change-member-role";
import {
  contextOf,
  newMember,
  newOrganization,
  seatRecords,
  type TestOrganization,
} from "@/lib/people/members/members.fixture";
import { getSeatPage, getSeatUsage, seatHolders } from "@/lib/people/seats/queries";

const door = "member:read";
let org: TestOrganization;

const names = async (order: "joined" | "kept", offset = 0, limit = 100) =>
  (await seatHolders(db(), org.account.id, { order, offset, limit })).map(({ name }) => name);

beforeAll(async () => {
  org = await newOrganization(130);
  const late = await newMember(org, "member", "Late");
  await newMember(org, "admin", "Adam");
  await newMember(org, "billing", "Bill");
  await changeMemberRole(org.ctx, { userId: late.userId, role: "owner" });
  await inviteMember(org.ctx, { email: "seated@example.com", role: "member" });
  await inviteMember(org.ctx, { email: "seatless@example.com", role: "auditor" });
  const first = new Date(Date.UTC(2027, 0, 1));
  const joined = { Olivia: 0, Adam: 1, Late: 2 };
  for (const [name, day] of Object.entries(joined)) {
    const joinedAt = new Date(first.getTime() + day * 86_400_000);
    await db().membership.updateMany({ where: { accountId: org.account.id, user: { name } }, data: { joinedAt } });
  }
});

describe("who is on a seat", () => {
  it("is every role that uses one, as people joined, then the invited; nobody of another account", async () => {
    await newMember(await newOrganization(3), "member", "Stranger");
    expect(await names("joined")).toEqual(["Olivia", "Adam", "Late", "seated@example.com"]);
    const states = (await seatHolders(db(), org.account.id, { order: "joined", offset: 0, limit: 9 })).map(
      ({ state }) => state,
    );
    expect(states).toEqual(["used", "used", "used", "reserved"]);
  });

  it("lists owners first in the order of who keeps a seat longest [T5]", async () => {
    expect(await names("kept")).toEqual(["Olivia", "Late", "Adam", "seated@example.com"]);
  });

  it("comes by pages that the database cuts", async () => {
    expect(await names("kept", 1, 2)).toEqual(["Late", "Adam"]);
    expect(await names("kept", 4, 2)).toEqual([]);
  });
});

describe("a page of the seats", () => {
  it("draws every taken seat once over its pages, with the sums of the counter", async () => {
    const one = await getSeatPage(org.ctx, { door, page: 1, pageSize: 120 });
    const { used, reserved } = await seatRecords(org.account.id);
    expect(one).toMatchObject({ page: 1, pages: 2 });
    expect(one.usage).toEqual({ purchased: 130, used: used.counter, reserved: reserved.counter, available: 126 });
    expect(one.holders).toHaveLength(used.rows + reserved.rows);
    expect(await getSeatPage(org.ctx, { door, page: 99, pageSize: 120 })).toMatchObject({ page: 2, holders: [] });
  });

  it("cuts the list where a page ends", async () => {
    const { holders, pages } = await getSeatPage(org.ctx, { door, page: 2, pageSize: 3 });
    expect(holders.map(({ name }) => name)).toEqual(["seated@example.com"]);
    expect(pages).toBe(44);
  });

  it("opens by the permission of its page: a member sees the team's, and not that of billing", async () => {
    const member = await contextOf(org.account, await newMember(org, "member", "Mia"));
    const wish = { page: 1, pageSize: 10 };
    expect((await getSeatPage(member, { ...wish, door })).holders).toHaveLength(5);
    const refused = { code: "FORBIDDEN" };
    await expect(getSeatPage(member, { ...wish, door: "billing:read" })).rejects.toMatchObject(refused);
    expect((await getSeatUsage(member)).used).toBe(4);
  });
});

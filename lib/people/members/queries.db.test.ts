import { beforeAll, describe, expect, it } from "vitest";
import { listOwners } from "@/lib/access/queries";
import { at, now } from "@/lib/clock";
import { contextOf, newMember, newOrganization, type TestOrganization } from "@/lib/people/members/members.fixture";
import { listMembers, type MemberListInput } from "@/lib/people/members/queries";
import { getSeatUsage } from "@/lib/people/seats/queries";
import { DAY_MS } from "@/lib/time";

const NAMES = ["Ana", "bob", "Carl", "100%", "Dora_x", "Eve", "Ferris"];
const all: MemberListInput = {
  query: "",
  role: null,
  sort: { by: "name", descending: false },
  after: null,
  before: null,
  limit: 50,
};
let org: TestOrganization;
let month: number;

beforeAll(async () => {
  org = await newOrganization(20);
  month = now().getTime() + 31 * DAY_MS;
  for (const [i, name] of NAMES.entries()) {
    await at(new Date(month + i * DAY_MS), () => newMember(org, i % 3 === 0 ? "admin" : "member", name));
  }
  await newMember(org, "billing", "Bill");
  await newMember(await newOrganization(3), "member", "Ana");
});

const names = async (input: Partial<MemberListInput>) =>
  (await listMembers(org.ctx, { ...all, ...input })).rows.map(({ name }) => name);

describe("listMembers", () => {
  it("lists everybody of this account and nobody else, with their seats", async () => {
    const page = await listMembers(org.ctx, all);
    expect(page.rows.map(({ name }) => name)).toEqual([
      "100%",
      "Ana",
      "Bill",
      "bob",
      "Carl",
      "Dora_x",
      "Eve",
      "Ferris",
      "Olivia",
    ]);
    expect(page.count).toEqual({ matching: 9, all: 9 });
    expect(page.cursors).toEqual({ previous: null, next: null });
    expect(page.rows.find(({ name }) => name === "Bill")).toMatchObject({ role: "billing", usesSeat: false });
    expect(page.rows.find(({ name }) => name === "Ana")).toMatchObject({
      role: "admin",
      usesSeat: true,
      joinedAt: new Date(month).toISOString(),
      lastActiveAt: null,
    });
  });

  it("takes what a person types literally", async () => {
    expect(await names({ query: "%" })).toEqual(["100%"]);
    expect(await names({ query: "_" })).toEqual(["Dora_x"]);
    expect(await names({ query: "CARL-" })).toEqual(["Carl"]);
    expect(await names({ query: "\\" })).toEqual([]);
    expect((await listMembers(org.ctx, { ...all, query: "an" })).count).toEqual({ matching: 1, all: 9 });
  });

  it("filters by role and sorts by each column in both directions", async () => {
    expect(await names({ role: "admin" })).toEqual(["100%", "Ana", "Ferris"]);
    expect((await names({ sort: { by: "role", descending: false } }))[0]).toBe("Olivia");
    expect((await names({ sort: { by: "role", descending: true } }))[0]).toBe("Bill");
    const joined = (await names({ sort: { by: "joined", descending: true } })).slice(0, 7);
    expect(joined).toEqual([...NAMES].reverse());
    expect((await names({ sort: { by: "active", descending: true } }))[0]).toBe("Olivia");
  });

  it.each(["name", "role", "joined", "active"] as const)(
    "pages through everybody once by %s, forwards and back",
    async (by) => {
      for (const descending of [false, true]) {
        const sort = { by, descending };
        const whole = await names({ sort });
        const seen: string[] = [];
        let page = await listMembers(org.ctx, { ...all, sort, limit: 2 });
        expect(page.cursors.previous).toBeNull();
        seen.push(...page.rows.map(({ name }) => name));
        while (page.cursors.next) {
          page = await listMembers(org.ctx, { ...all, sort, limit: 2, after: page.cursors.next });
          seen.push(...page.rows.map(({ name }) => name));
        }
        expect(seen).toEqual(whole);
        const back: string[] = page.rows.map(({ name }) => name);
        while (page.cursors.previous) {
          page = await listMembers(org.ctx, { ...all, sort, limit: 2, before: page.cursors.previous });
          back.unshift(...page.rows.map(({ name }) => name));
        }
        expect(back).toEqual(whole);
      }
    },
  );

  it("refuses a cursor that is none", async () => {
    await expect(listMembers(org.ctx, { ...all, after: "nonsense" })).rejects.toMatchObject({ code: "VALIDATION" });
  });
});

describe("seats", () => {
  it("are the numbers of the counter row", async () => {
    expect(await getSeatUsage(org.ctx)).toEqual({ purchased: 20, used: 8, reserved: 0, available: 12 });
    expect((await listOwners(org.ctx)).map(({ name }) => name)).toEqual(["Olivia"]);
  });

  it("can be read by every role", async () => {
    const auditor = await newMember(org, "auditor");
    const ctx = await contextOf(org.account, auditor);
    expect((await getSeatUsage(ctx)).used).toBe(8);
    expect((await listMembers(ctx, all)).count.all).toBe(10);
  });
});

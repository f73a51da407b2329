import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { db, disconnect, pool } from "@/lib/db";
import { readableRow } from "@/lib/packages/catalogue/readable-rows";
import { ownStorage, publish } from "@/lib/packages/publish/packages.fixture";
import {
  contextOf,
  newMember,
  newOrganization,
  newPerson,
  type TestOrganization,
} from "@/lib/people/members/members.fixture";

ownStorage();
let orgs: TestOrganization[];

const nameIn = (org: TestOrganization, base: string) => `@${org.account.handle}/${base}`;

beforeAll(async () => {
  orgs = [await newOrganization(5), await newOrganization(5)];
  for (const org of orgs) for (const base of ["a", "b"]) await publish(org.ctx, { name: nameIn(org, base) });
});

afterAll(disconnect);

it("answers everybody who asks at once with their own package and role, by one statement", async () => {
  const sent = vi.spyOn(pool(), "query");
  const readers = [...orgs.map(({ owner }) => owner.userId), null];
  const questions = orgs.flatMap((org) =>
    ["a", "b", "missing"].flatMap((base) => readers.map((userId) => ({ org, base, userId }))),
  );
  const rows = await Promise.all(questions.map(({ org, base, userId }) => readableRow(nameIn(org, base), userId)));
  expect(sent).toHaveBeenCalledTimes(1);
  sent.mockRestore();
  for (const [index, { org, base, userId }] of questions.entries()) {
    const expected = { accountId: org.account.id, role: userId === org.owner.userId ? "owner" : null };
    if (base === "missing") expect(rows[index]).toBeNull();
    else expect(rows[index]).toMatchObject(expected);
  }
  const ids = new Set(rows.map((row) => row?.id));
  expect(ids.size).toBe(5);
});

it("never answers from before the question", async () => {
  const [org] = orgs;
  if (!org) throw new Error("There is an organization");
  const member = await newMember(org, "member");
  const name = nameIn(org, "a");
  expect(await readableRow(name, member.userId)).toMatchObject({ role: "member" });
  const running = readableRow(name, member.userId);
  await db().membership.deleteMany({ where: { accountId: org.account.id, userId: member.userId } });
  expect(await readableRow(name, member.userId)).toMatchObject({ role: null });
  expect(await running).toMatchObject({ accountId: org.account.id });
  await publish(await contextOf(org.account, org.owner), { name, version: "1.1.0" });
  expect((await readableRow(name, null))?.revision).toBe(3);
});

it("takes more questions than fit one statement", async () => {
  const [org] = orgs;
  if (!org) throw new Error("There is an organization");
  const person = await newPerson("Reader");
  const rows = await Promise.all(
    Array.from({ length: 1_200 }, (_, n) => readableRow(nameIn(org, n ? `x${n}` : "b"), person.userId)),
  );
  expect(rows.filter((row) => row !== null)).toHaveLength(1);
});

it("tells everybody who asked when the database does not answer, and asks it again for the next", async () => {
  const [org] = orgs;
  if (!org) throw new Error("There is an organization");
  const failing = vi.spyOn(pool(), "query").mockImplementationOnce(() => Promise.reject(new Error("gone")));
  const answers = await Promise.allSettled([readableRow(nameIn(org, "a"), null), readableRow(nameIn(org, "b"), null)]);
  expect(answers.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  failing.mockRestore();
  expect(await readableRow(nameIn(org, "a"), null)).not.toBeNull();
});

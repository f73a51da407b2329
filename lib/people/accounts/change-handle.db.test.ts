import { describe, expect, it } from "vitest";
import { contextForHandle } from "@/lib/access/context";
import { accountByHandle, sessionByToken } from "@/lib/access/queries";
import type { RequestInfo } from "@/lib/access/types";
import { now } from "@/lib/clock";
import { db, transaction } from "@/lib/db";
import { createSession } from "@/lib/identity/sign-in/create-session";
import { findOrCreateUser } from "@/lib/identity/sign-in/find-or-create-user";
import { newId } from "@/lib/ids";
import { changeHandle } from "@/lib/people/accounts/change-handle";
import { changeProfile } from "@/lib/people/accounts/change-profile";
import { profileOf } from "@/lib/people/accounts/queries";
import { MAX_HANDLES } from "@/lib/people/accounts/rules";

const request: RequestInfo = { requestId: newId(), address: "", userAgent: "", source: "web" };

async function contextOf(name: string) {
  const { userId } = await transaction((tx) => findOrCreateUser(tx, { email: `${name}@example.com` }, request));
  const person = await sessionByToken((await createSession(userId, "link", request)).token);
  if (!person) throw new Error("not signed in");
  return contextForHandle(person.handle, { person }, request);
}

describe("changing a handle", () => {
  it("keeps the old one as an alias that nobody else can take, and gives it back to its owner", async () => {
    const [ada, ben] = [await contextOf("ada"), await contextOf("ben")];
    expect(await changeHandle(ada, { handle: "ada-l" })).toEqual({ handle: "ada-l" });
    expect(await accountByHandle("ada")).toMatchObject({ id: ada.account.id, handle: "ada-l" });
    await expect(changeHandle(ben, { handle: "ada" })).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(changeHandle(ben, { handle: "ada-l" })).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await changeHandle(ada, { handle: "ada" })).toEqual({ handle: "ada" });
    expect(await accountByHandle("ada-l")).toMatchObject({ id: ada.account.id, handle: "ada" });
    expect((await profileOf(ada)).formerHandles).toEqual(["ada-l"]);
    const events = await db().auditEvent.findMany({
      where: { accountId: ada.account.id, action: "account.handle_changed" },
    });
    expect(events).toHaveLength(2);
  });

  it("refuses reserved words and other forms", async () => {
    const ctx = await contextOf("form");
    await expect(changeHandle(ctx, { handle: "official" })).rejects.toMatchObject({ code: "VALIDATION" });
    await expect(changeHandle(ctx, { handle: "-x" })).rejects.toMatchObject({ code: "VALIDATION" });
    await expect(changeHandle(ctx, { handle: "form-free" })).resolves.toEqual({ handle: "form-free" });
  });

  it("lets exactly one of ten people have a handle they all want at once", async () => {
    const people = await Promise.all(Array.from({ length: 10 }, (_, i) => contextOf(`wants-${i}`)));
    const tries = await Promise.allSettled(people.map((ctx) => changeHandle(ctx, { handle: "wanted" })));
    expect(tries.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const owner = await accountByHandle("wanted");
    expect(people.map(({ account }) => account.id)).toContain(owner?.id);
  });

  it("is bounded in a day", async () => {
    const ctx = await contextOf("many");
    for (let i = 0; i < 5; i++) await changeHandle(ctx, { handle: `many-${i}` });
    await expect(changeHandle(ctx, { handle: "many-5" })).rejects.toMatchObject({ code: "RATE_LIMITED" });
  });

  it("is bounded in a life, but a former one can always be taken back", async () => {
    const ctx = await contextOf("old");
    const held = Array.from({ length: MAX_HANDLES - 1 }, (_, i) => ({ handle: `old-${i}`, accountId: ctx.account.id }));
    await db().handle.createMany({ data: held.map((row) => ({ ...row, createdAt: now() })) });
    await expect(changeHandle(ctx, { handle: "old-new" })).rejects.toMatchObject({ code: "VALIDATION" });
    expect(await accountByHandle("old-new")).toBeNull();
    await expect(changeHandle(ctx, { handle: "old-3" })).resolves.toEqual({ handle: "old-3" });
  });
});

describe("renaming", () => {
  it("changes the account and its person, and records what changed", async () => {
    const ctx = await contextOf("namely");
    await changeProfile(ctx, { name: "Namely Person", bio: "" });
    await changeProfile(ctx, { name: "Namely Person", bio: "Makes things." });
    await changeProfile(ctx, { name: "Namely Person", bio: "Makes things." });
    const user = await db().user.findUniqueOrThrow({ where: { email: "namely@example.com" } });
    expect(user.name).toBe("Namely Person");
    expect(await profileOf(ctx)).toMatchObject({
      name: "Namely Person",
      bio: "Makes things.",
      email: "namely@example.com",
    });
    const events = await db().auditEvent.findMany({ where: { accountId: ctx.account.id }, orderBy: { seq: "asc" } });
    expect(events.map(({ action }) => action).slice(2)).toEqual(["account.renamed", "account.profile_changed"]);
    expect(events.at(-1)?.changes).toEqual([{ path: "bio", before: "", after: expect.stringMatching(/^sha256:/) }]);
  });
});

it("changes nothing of an account whose state stops writes, as of an organization's name", async () => {
  const ctx = await contextOf("blocked");
  const { id } = ctx.account;
  await db().account.update({ where: { id }, data: { blockReason: "Spam" } });
  await expect(changeHandle(ctx, { handle: "blocked-no-more" })).rejects.toMatchObject({ code: "LOCKED" });
  await expect(changeProfile(ctx, { name: "Nobody", bio: "" })).rejects.toMatchObject({ code: "LOCKED" });
  expect(await accountByHandle("blocked-no-more")).toBeNull();
  await db().account.update({ where: { id }, data: { blockReason: "" } });
  await expect(changeHandle(ctx, { handle: "blocked-no-more" })).resolves.toEqual({ handle: "blocked-no-more" });
});

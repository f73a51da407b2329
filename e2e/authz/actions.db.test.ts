import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { limitRate } from "@/lib/access/rate-limit";
import { DECLARED } from "@/lib/entry/metadata";
import { ownStorage } from "@/lib/packages/publish/packages.fixture";
import { ACTIONS, type ActionRow } from "./action-table";
import { type Exported, exportedActions } from "./exported-actions";
import { CALLERS, type CallerName, expected, newcomer, newWorld, type Person, ROLES, type World } from "./world";

/** Only the browser is replaced: everything behind the cookie is the product and its database. */
const browser = vi.hoisted(() => ({ session: "" }));
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: () => ({ value: browser.session }), set: () => undefined }),
  headers: async () => new Headers({ "user-agent": "matrix" }),
}));
vi.mock("next/cache", () => ({ revalidatePath: () => undefined }));
vi.stubEnv("LOG_LEVEL", "silent");
ownStorage();

const actions: Map<string, Exported["entry"]> = new Map();
beforeAll(async () => {
  for (const { name, entry } of await exportedActions()) actions.set(name, entry);
});
beforeEach(() => {
  browser.session = "";
});

const answer = z.discriminatedUnion("ok", [
  z.object({ ok: z.literal(true) }),
  z.object({ ok: z.literal(false), error: z.object({ status: z.number(), code: z.string() }) }),
]);

/** Returns "allowed", or the status of the refusal. */
async function call(name: string, caller: Person | null, ...args: unknown[]): Promise<"allowed" | number> {
  browser.session = caller?.session ?? "";
  const given = answer.parse(await actions.get(name)?.(...args));
  return given.ok ? "allowed" : given.error.status;
}

function personOf(world: World, caller: CallerName): Person | null {
  return caller === "nobody" ? null : world.people[caller];
}

/** No action's schema accepts a bare word. */
const BAD = "not an input";

function rows<K extends ActionRow["in"]>(kind: K): [string, Extract<ActionRow, { in: K }>][] {
  return Object.entries(ACTIONS).flatMap(([name, row]): [string, Extract<ActionRow, { in: K }>][] =>
    isIn(row, kind) ? [[name, row]] : [],
  );
}

function isIn<K extends ActionRow["in"]>(row: ActionRow, kind: K): row is Extract<ActionRow, { in: K }> {
  return row.in === kind;
}

it("every exported action is in the table, and says of itself what the table says", () => {
  expect([...actions.keys()].sort()).toEqual(Object.keys(ACTIONS).sort());
  for (const [name, entry] of actions) {
    const row = ACTIONS[name];
    const said = DECLARED.get(entry);
    const permission = row && "permission" in row ? row.permission : null;
    expect({ name, permission: said?.permission, entitlement: said?.entitlement }).toEqual({
      name,
      permission,
      entitlement: row?.entitlement,
    });
  }
});

describe.each(rows("organization"))("%s", (name, row) => {
  let world: World;
  beforeAll(async () => {
    world = await newWorld();
  });

  it.each(CALLERS)("as %s", async (caller) => {
    const person = personOf(world, caller);
    const input = await row.input(world);
    // Tries refusals first: an allowed call may use up its input.
    expect(await call(name, person, world.handle, BAD)).toBe(expected(caller, row.permission, false));
    expect(await call(name, person, world.handle, input)).toBe(expected(caller, row.permission, true));
  });
});

describe.each(rows("personal account"))("%s", (name, row) => {
  it("is allowed in one's own account, 404 in another's, 401 to nobody", async () => {
    const self = await newcomer();
    const other = await newcomer();
    const { handle } = self.signedIn;
    const input = await row.input(self);
    expect(await call(name, null, handle, input)).toBe(401);
    expect(await call(name, other, handle, input)).toBe(404);
    expect(await call(name, other, handle, BAD)).toBe(404);
    expect(await call(name, self, handle, BAD)).toBe(400);
    expect(await call(name, self, handle, input)).toBe("allowed");
  });

  it("does nothing in an organization, whatever one is in it", async () => {
    const world = await newWorld();
    for (const role of ROLES) {
      const person = world.people[role];
      expect(await call(name, person, world.handle, await row.input(person))).toBeOneOf([400, 403, 404]);
    }
  });
});

describe.each(rows("no account").filter(([name]) => name !== "identity/sign-in.signOutAction"))("%s", (name, row) => {
  it(`needs a session only, because ${row.because}`, async () => {
    const self = await newcomer();
    const input = await row.input(self);
    expect(await call(name, null, input)).toBe(401);
    expect(await call(name, null, BAD)).toBe(401);
    expect(await call(name, self, BAD)).toBe(400);
    expect(await call(name, self, input)).toBe("allowed");
  });
});

/** What a browser can send as arguments without our pages. */
const ODD: readonly (readonly unknown[])[] = [
  [["acme"], {}],
  [null],
  [],
  [{}, []],
  ["a".repeat(100_000)],
  ["\0", null],
];

it("every action refuses odd arguments in words, as wrong input or as an account that nobody has", async () => {
  const person = await newcomer();
  for (const name of actions.keys()) {
    if (name === "identity/sign-in.signOutAction") continue;
    for (const args of ODD) expect(await call(name, person, ...args), name).toBeOneOf([400, 404]);
  }
});

it("auth.signOutAction ends the session that asks and no other", async () => {
  const [self, other] = [await newcomer(), await newcomer()];
  for (const session of [self.session, "", "a session that never was"]) {
    browser.session = session;
    await expect(actions.get("identity/sign-in.signOutAction")?.()).rejects.toThrow("NEXT_REDIRECT");
  }
  const rename = { name: "Still here", bio: "" };
  expect(await call("people/accounts.changeProfileAction", self, self.signedIn.handle, rename)).toBe(401);
  expect(await call("people/accounts.changeProfileAction", other, other.signedIn.handle, rename)).toBe("allowed");
});

it("an invitation lets nobody in but the person it was sent to", async () => {
  const [invited, thief] = [await newcomer(), await newcomer()];
  const row = ACTIONS["people/invites.acceptInvitationAction"];
  if (row?.in !== "no account") throw new Error("The table changed");
  const input = await row.input(invited);
  expect(await call("people/invites.acceptInvitationAction", thief, input)).toBe(403);
  expect(await call("people/invites.acceptInvitationAction", invited, input)).toBe("allowed");
});

it("the rate comes after membership and before the input", async () => {
  const world = await newWorld();
  const { admin, outsider } = world.people;
  for (const { signedIn } of [admin, outsider]) {
    const spend = Array.from({ length: 240 }, () => limitRate("person-action", signedIn.userId));
    await Promise.allSettled(spend);
  }
  expect(await call("people/members.removeMemberAction", admin, world.handle, BAD)).toBe(429);
  expect(await call("people/members.removeMemberAction", outsider, world.handle, BAD)).toBe(404);
});

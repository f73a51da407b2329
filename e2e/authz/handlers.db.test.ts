import { beforeAll, describe, expect, it, vi } from "vitest";
import { KEY_SCOPES } from "@/lib/access/permissions";
import { limitRate } from "@/lib/access/rate-limit";
import { DECLARED } from "@/lib/entry/metadata";
import { tokenFor } from "@/lib/identity/api-keys/token.fixture";
import { ownStorage } from "@/lib/packages/publish/packages.fixture";
import { type Exported, exportedHandlers } from "./exported-actions";
import { type Call, HANDLERS } from "./handler-table";
import { CALLERS, type CallerName, expected, newWorld, type World } from "./world";

const browser = vi.hoisted(() => ({ session: "" }));
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: () => ({ value: browser.session }), set: () => undefined }),
  headers: async () => new Headers({ "user-agent": "matrix" }),
}));
vi.stubEnv("LOG_LEVEL", "silent");
ownStorage();

const handlers: Map<string, Exported["entry"]> = new Map();
let world: World;
beforeAll(async () => {
  for (const { name, entry } of await exportedHandlers()) handlers.set(name, entry);
  world = await newWorld();
});

const tokens: Map<CallerName, Promise<string>> = new Map();

/** A token of the caller with every scope, so that only the role decides. */
function tokenOf(caller: Exclude<CallerName, "nobody">): Promise<string> {
  const token = tokens.get(caller) ?? tokenFor(world.people[caller].signedIn, { scopes: [...KEY_SCOPES] });
  tokens.set(caller, token);
  return token;
}

async function call(name: string, caller: CallerName, { request, params }: Call): Promise<number> {
  const row = HANDLERS[name];
  const byToken = row !== undefined && "byToken" in row && row.byToken === true;
  browser.session = caller === "nobody" || byToken ? "" : world.people[caller].session;
  if (byToken && caller !== "nobody") request.headers.set("authorization", `Bearer ${await tokenOf(caller)}`);
  const answer = await handlers.get(name)?.(request, { params: Promise.resolve(params) });
  if (!(answer instanceof Response)) throw new Error(`${name} gave no response`);
  return answer.status;
}

it("every handler is in the table, and says of itself what the table says", () => {
  expect([...handlers.keys()].sort()).toEqual(Object.keys(HANDLERS).sort());
  for (const [name, entry] of handlers) {
    const row = HANDLERS[name];
    const permission = row && "permission" in row ? row.permission : null;
    const entitlement = row && "entitlement" in row ? row.entitlement : null;
    expect(DECLARED.get(entry), name).toMatchObject({ permission, entitlement });
  }
});

describe.each(Object.entries(HANDLERS))("%s", (name, row) => {
  it.each(CALLERS)("as %s", async (caller) => {
    if ("because" in row) {
      expect(await call(name, caller, row.good())).toBe(row.answers);
      return;
    }
    if ("own" in row) {
      expect(await call(name, caller, row.good())).toBe(caller === "nobody" ? 401 : row.own);
      return;
    }
    expect(await call(name, caller, row.bad(world.handle))).toBe(expected(caller, row.permission, false));
    const status = await call(name, caller, row.good(world.handle));
    const wanted = expected(caller, row.permission, true);
    const right = row.answers === undefined ? status >= 200 && status < 300 : status === row.answers;
    expect(wanted === "allowed" ? right : status === wanted, `${status}`).toBe(true);
  });
});

it("a page of another site makes nobody publish", async () => {
  const row = HANDLERS["POST /api/packages/upload/[handle]"];
  if (!row || !("bad" in row)) throw new Error("The table changed");
  const { request, params } = row.good(world.handle);
  request.headers.set("origin", "https://elsewhere.example");
  expect(await call("POST /api/packages/upload/[handle]", "owner", { request, params })).toBe(403);
});

it("the rate comes after membership and before the input", async () => {
  for (const caller of ["member", "outsider"] as const) {
    const { userId } = world.people[caller].signedIn;
    await Promise.allSettled(Array.from({ length: 240 }, () => limitRate("person-action", userId)));
  }
  const row = HANDLERS["POST /api/packages/upload/[handle]"];
  if (!row || !("bad" in row)) throw new Error("The table changed");
  expect(await call("POST /api/packages/upload/[handle]", "member", row.bad(world.handle))).toBe(429);
  expect(await call("POST /api/packages/upload/[handle]", "outsider", row.bad(world.handle))).toBe(404);
});

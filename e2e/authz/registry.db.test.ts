import type { FastifyInstance, FastifyServerOptions } from "fastify";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { closeKeys } from "@/lib/access/authenticate-key";
import { contextForHandle } from "@/lib/access/context";
import { permissionsOfScopes, rolesWith } from "@/lib/access/permissions";
import type { SignedIn } from "@/lib/access/types";
import { db } from "@/lib/db";
import { revokeApiKey } from "@/lib/identity/api-keys/revoke-api-key";
import { expiredTokenFor, keyFor, onPro } from "@/lib/identity/api-keys/token.fixture";
import type { CreatedKey } from "@/lib/identity/api-keys/types";
import { newId } from "@/lib/ids";
import { formatRevision } from "@/lib/packages/npm/revision";
import { ownStorage, publish } from "@/lib/packages/publish/packages.fixture";
import { setDistTag } from "@/lib/packages/upkeep/set-dist-tag";
import { newMember, request } from "@/lib/people/members/members.fixture";
import { buildRegistry } from "@/registry/app";
import { type Ask, type RegistryRow, ROUTES, SEARCH, type Subject } from "./registry-table";
import { CALLERS, type CallerName, isMember, newWorld, type World } from "./world";

type Route = { name: string; permission: unknown; entitlement: unknown; ignoresCredential: unknown };
const routes = vi.hoisted((): Route[] => []);
vi.mock("fastify", async (original) => {
  const module = await original<typeof import("fastify")>();
  const watched = (options: FastifyServerOptions) => {
    const app = module.default(options);
    app.addHook("onRoute", ({ method, url, config }) => {
      const { permission, entitlement, ignoresCredential = false } = config ?? {};
      for (const one of [method].flat()) {
        routes.push({ name: `${one} ${url}`, permission, entitlement, ignoresCredential });
      }
    });
    return app;
  };
  return { ...module, default: watched };
});
vi.stubEnv("LOG_LEVEL", "silent");
ownStorage();

const KEYS = ["revoked", "expired", "read-only"] as const;
type Holder = CallerName | (typeof KEYS)[number];
const HOLDERS: readonly Holder[] = [...CALLERS, ...KEYS];

/** A key as its holder presents it; null for no key. */
type Shown = Pick<CreatedKey, "id" | "token"> | null;

let world: World;
let app: FastifyInstance;
const holders = new Map<Holder, SignedIn>();
const kept = new Map<Holder, Shown>();

beforeAll(async () => {
  app = buildRegistry();
  world = await newWorld();
  for (const holder of HOLDERS) {
    if (holder === "nobody") continue;
    const person = isKey(holder) ? await newMember(world.org, "owner") : world.people[holder].signedIn;
    holders.set(holder, await onPro(person));
    kept.set(holder, await newKey(holder));
  }
});
afterAll(async () => {
  await app.close();
  await closeKeys();
});

/** The invalid keys belong to owners of the organization, so that only the key is wrong. */
async function newKey(holder: Holder): Promise<Shown> {
  const person = holders.get(holder);
  if (!person) return null;
  if (holder === "expired") return { id: newId(), token: await expiredTokenFor(person) };
  const key = await keyFor(person, holder === "read-only" ? { scopes: ["read"] } : {});
  if (holder === "revoked") await revokeApiKey(await contextForHandle(person.handle, { person }, request), key.id);
  return key;
}

async function ask(key: Shown, { method, address, body }: Ask) {
  const authorization = key ? { authorization: `Bearer ${key.token}` } : {};
  const json = body === undefined ? {} : { payload: JSON.stringify(body) };
  const headers = { ...authorization, "content-type": "application/json" };
  return app.inject({ method: methodOf(method), url: address, headers, ...json });
}

function methodOf(method: string) {
  const known = (["GET", "HEAD", "PUT", "POST", "DELETE"] as const).find((one) => one === method);
  if (!known) throw new Error(`${method} is not asked here`);
  return known;
}

const PUBLIC = { publishConfig: { access: "public" } };
let count = 0;

/** Creates a package of the organization, and the holder's own things. */
async function newSubject(holder: Holder, key: Shown): Promise<Subject> {
  const name = `@${world.handle}/subject-${++count}`;
  const { ctx } = world.org;
  await publish(ctx, { name, version: "1.0.0" });
  await setDistTag(ctx, { name, tag: "old", version: "1.0.0" });
  const handle = holders.get(holder)?.handle ?? "nobody";
  const rev = formatRevision(name, await revisionOf(name));
  const { id: keyId, token } = key ?? { id: newId(), token: "none" };
  return { name, path: `/${name.replace("/", "%2f")}`, rev, handle, keyId, token };
}

function isKey(holder: Holder): holder is (typeof KEYS)[number] {
  return KEYS.some((key) => key === holder);
}

type Class = "allowed" | 400 | 401 | 403 | 404;

type AskedRow = Exclude<RegistryRow, { on: "everybody" }>;

/** E3 and D11, from the tables of permissions and scopes alone. */
function expected(holder: Holder, row: AskedRow, goodInput: boolean): Class {
  if (holder === "revoked" || holder === "expired") return 401;
  if (holder === "nobody") return row.on === "contents" ? 404 : 401;
  if (row.on === "own name") return "allowed";
  const scopes = holder === "read-only" ? ["read"] : ["read", "publish"];
  const inScope = permissionsOfScopes(scopes).has(row.permission);
  if (row.on === "own keys") return inScope ? "allowed" : 403;
  const role = holder === "read-only" ? "owner" : holder;
  if (!isMember(role)) return 404;
  // A body is not read before its sender may write at all (E3).
  const asked = goodInput ? row.permission : (row.head ?? row.permission);
  const may = permissionsOfScopes(scopes).has(asked) && rolesWith(asked).includes(role);
  if (!may) return 403;
  return goodInput ? "allowed" : 400;
}

function classOf(status: number): Class | number {
  return status >= 200 && status < 300 ? "allowed" : status;
}

async function revisionOf(name: string): Promise<number> {
  return (await db().package.findUniqueOrThrow({ where: { name } })).revision;
}

it("every route is in the table, and says of itself what the table says", () => {
  const asked = routes.filter(({ name }) => !name.startsWith("HEAD "));
  expect(asked.map(({ name }) => name).sort()).toEqual([...Object.keys(ROUTES), SEARCH].sort());
  const heads = routes.filter(({ name }) => name.startsWith("HEAD ")).map(({ name }) => name.replace("HEAD", "GET"));
  expect(asked.map(({ name }) => name)).toEqual(expect.arrayContaining(heads));
  for (const { name, ...said } of asked.filter(({ name }) => name !== SEARCH)) {
    const [row] = ROUTES[name] ?? [];
    const needs = row && "permission" in row ? row : null;
    expect({ name, ...said }).toEqual({
      name,
      permission: needs?.permission ?? null,
      entitlement: needs?.entitlement ?? null,
      ignoresCredential: row?.on === "everybody",
    });
  }
});

const ROWS = Object.entries(ROUTES).flatMap(([name, rows]) =>
  rows.map((row, index) => [`${name} (${index + 1})`, name, row] as const),
);

describe.each(ROWS)("%s", (_title, name, row) => {
  const [method = ""] = name.split(" ");

  it.each(HOLDERS)("as %s", async (holder) => {
    // A call may revoke its own key.
    const key = row.on.startsWith("own") ? await newKey(holder) : (kept.get(holder) ?? null);
    const subject = await newSubject(holder, key);
    const before = await revisionOf(subject.name);
    const good = { ...row.good(subject), method };
    if (row.on === "everybody") {
      expect((await ask(key, good)).statusCode).toBe(row.answers);
      return;
    }
    if (row.on === "package" && row.bad) {
      const bad = await ask(key, { ...row.bad(subject), method });
      expect(classOf(bad.statusCode), bad.body).toBe(expected(holder, row, false));
    }
    const wanted = expected(holder, row, true);
    if (method === "GET") {
      expect(classOf((await ask(key, { ...good, method: "HEAD" })).statusCode)).toBe(wanted);
    }
    const answer = await ask(key, good);
    expect(classOf(answer.statusCode), answer.body).toBe(wanted);
    if (wanted !== "allowed") expect(await revisionOf(subject.name)).toBe(before);
  });
});

describe("search", () => {
  const found = async (key: Shown, text: string) => {
    const answer = await ask(key, { method: "GET", address: `/-/v1/search?text=${text}` });
    return { status: answer.statusCode, total: answer.statusCode === 200 ? answer.json().total : null };
  };

  it.each(HOLDERS)("as %s shows what one may see", async (holder) => {
    const text = `needle${newId().slice(-12)}`;
    await publish(world.org.ctx, { name: `@${world.handle}/${text}` });
    await publish(world.org.ctx, { name: `@${world.handle}/${text}-open`, manifest: PUBLIC });
    const role = isKey(holder) ? "owner" : holder;
    const seesPrivate = isMember(role) && rolesWith("package:read").includes(role);
    const ended = holder === "revoked" || holder === "expired";
    const wanted = ended ? { status: 401, total: null } : { status: 200, total: seesPrivate ? 2 : 1 };
    expect(await found(kept.get(holder) ?? null, text)).toEqual(wanted);
  });
});

describe("a public package", () => {
  it.each(HOLDERS)("is read by %s, unless the credential is bad", async (holder) => {
    const name = `@${world.handle}/open-${++count}`;
    await publish(world.org.ctx, { name, manifest: PUBLIC });
    const answer = await ask(kept.get(holder) ?? null, { method: "GET", address: `/${name}` });
    expect(answer.statusCode).toBe(holder === "revoked" || holder === "expired" ? 401 : 200);
  });

  it.each(HOLDERS)("that is not there is 404 to %s, as a private one is to a stranger", async (holder) => {
    const answer = await ask(kept.get(holder) ?? null, { method: "GET", address: `/@${world.handle}/never-was` });
    expect(answer.statusCode).toBe(holder === "revoked" || holder === "expired" ? 401 : 404);
  });
});

/** E3 when several answers fit: a stale revision is a conflict only for callers who could have gone on. */
describe("a conflict comes after every refusal", () => {
  const STALE: [string, (subject: Subject) => Ask][] = [
    [
      "PUT with a revision that never was",
      ({ path, name }) => ({ method: "PUT", address: `${path}/-rev/0-none`, body: { name, versions: {} } }),
    ],
    [
      "PUT of a document that began earlier",
      ({ path, name }) => ({
        method: "PUT",
        address: path,
        body: { name, _rev: formatRevision(name, 0), versions: {} },
      }),
    ],
    ["DELETE with a revision that never was", ({ path }) => ({ method: "DELETE", address: `${path}/-rev/0-none` })],
    [
      "DELETE with an earlier revision",
      ({ path, name }) => ({ method: "DELETE", address: `${path}/-rev/${formatRevision(name, 0)}` }),
    ],
  ];
  const wanted: [Holder, number][] = [
    ["nobody", 401],
    ["revoked", 401],
    ["outsider", 404],
    ["auditor", 403],
    ["billing", 403],
    ["read-only", 403],
    ["owner", 409],
  ];
  describe.each(STALE)("%s", (_name, make) => {
    it.each(wanted)("answers %s with %d", async (holder, status) => {
      const key = kept.get(holder) ?? null;
      expect((await ask(key, make(await newSubject(holder, key)))).statusCode).toBe(status);
    });
  });
});

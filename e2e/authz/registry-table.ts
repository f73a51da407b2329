import type { Permission } from "@/lib/access/permissions";
import type { EntitlementKey } from "@/lib/entitlements/types";
import { publishBody } from "@/lib/packages/npm/publish-body.fixture";

export type Ask = { method: string; address: string; body?: unknown };

/**
 * The subject of the questions: a private package with version 1.0.0 and the tag `old`, the caller's handle and a key.
 */
export type Subject = { name: string; path: string; rev: string; handle: string; keyId: string; token: string };

type Needs = {
  permission: Permission;
  /** What the head of the request already needs, where the body decides the permission. */
  head?: Permission;
  entitlement?: EntitlementKey;
  good: (subject: Subject) => Ask;
};

export type RegistryRow =
  /** Visitors without a key and other tenants find no private package (D11). */
  | ({ on: "contents" } & Needs)
  /** Visitors without a key are asked for a credential, other tenants find nothing. `bad` is an invalid input. */
  | ({ on: "package"; bad?: (subject: Subject) => Ask } & Needs)
  /** The keys of the presented key's person, in their own account, where they own everything. */
  | ({ on: "own keys" } & Needs)
  | { on: "own name"; because: string; good: (subject: Subject) => Ask }
  | { on: "everybody"; because: string; answers: number; good: (subject: Subject) => Ask };

const put = (address: string, body: unknown): Ask => ({ method: "PUT", address, body });
const get = (address: string): Ask => ({ method: "GET", address });
const remove = (address: string): Ask => ({ method: "DELETE", address });

const document = (name: string, versions: object): object => ({ _id: name, name, versions });
const stored = (name: string, more: object = {}) => ({ "1.0.0": { name, version: "1.0.0", ...more } });

const tags: RegistryRow[] = [
  {
    on: "package",
    permission: "package:tag",
    good: ({ path }) => put(`/-/package${path}/dist-tags/next`, "1.0.0"),
    bad: ({ path }) => put(`/-/package${path}/dist-tags/next`, { version: "1.0.0" }),
  },
  {
    on: "package",
    permission: "package:visibility",
    good: ({ path }) => put(`/-/package${path}/access`, { access: "public" }),
    bad: ({ path }) => put(`/-/package${path}/access`, { access: "everybody" }),
  },
];

const OWN = "a key may always say whose it is";
const BEFORE = "a client calls it to get a credential, or to see whether anybody is there";

/**
 * Every route by `METHOD /url`. A route with several effects has a row for each, the first as the route declares
 * itself.
 */
export const ROUTES: Record<string, readonly RegistryRow[]> = {
  "GET /": [{ on: "everybody", because: BEFORE, answers: 200, good: () => get("/") }],
  "GET /-/ping": [{ on: "everybody", because: BEFORE, answers: 200, good: () => get("/-/ping") }],
  "POST /-/v1/login": [
    {
      on: "everybody",
      because: BEFORE,
      answers: 200,
      good: () => ({ method: "POST", address: "/-/v1/login", body: {} }),
    },
  ],
  "GET /-/v1/done/:secret": [
    {
      on: "everybody",
      because: `${BEFORE}; the secret of the login is the credential, and this one never was`,
      answers: 404,
      good: () => get("/-/v1/done/never-was-a-login"),
    },
  ],
  "PUT /-/user/:user": [
    {
      on: "everybody",
      because: `${BEFORE}; the password is the credential, and this one is wrong`,
      answers: 401,
      good: ({ handle }) => put(`/-/user/org.couchdb.user:${handle}`, { name: handle, password: "wrong" }),
    },
  ],
  "GET /-/whoami": [{ on: "own name", because: OWN, good: () => get("/-/whoami") }],
  "GET /-/npm/v1/user": [{ on: "own name", because: OWN, good: () => get("/-/npm/v1/user") }],
  "GET /-/user/:user": [
    { on: "own name", because: OWN, good: ({ handle }) => get(`/-/user/org.couchdb.user:${handle}`) },
  ],
  "DELETE /-/user/token/:token": [
    {
      on: "own name",
      because: "a key may always end itself, and names itself here",
      good: ({ token }) => remove(`/-/user/token/${token}`),
    },
  ],
  "GET /-/npm/v1/tokens": [{ on: "own keys", permission: "key:manage", good: () => get("/-/npm/v1/tokens") }],
  "POST /-/npm/v1/tokens": [
    {
      on: "own keys",
      permission: "key:manage",
      entitlement: "api_keys",
      good: () => ({ method: "POST", address: "/-/npm/v1/tokens", body: { name: "more", readonly: true } }),
    },
  ],
  "DELETE /-/npm/v1/tokens/token/:key": [
    { on: "own keys", permission: "key:manage", good: ({ keyId }) => remove(`/-/npm/v1/tokens/token/${keyId}`) },
  ],
  "GET /-/package/*": [
    { on: "contents", permission: "package:install", good: ({ path }) => get(`/-/package${path}/dist-tags`) },
    { on: "contents", permission: "package:install", good: ({ path }) => get(`/-/package${path}/visibility`) },
  ],
  "PUT /-/package/*": tags,
  "POST /-/package/*": tags.map((row) => ({ ...row })),
  "DELETE /-/package/*": [
    { on: "package", permission: "package:tag", good: ({ path }) => remove(`/-/package${path}/dist-tags/old`) },
  ],
  "GET /*": [
    { on: "contents", permission: "package:install", good: ({ path }) => get(path) },
    { on: "contents", permission: "package:install", good: ({ path }) => get(`${path}/1.0.0`) },
    { on: "contents", permission: "package:install", good: ({ path }) => get(`${path}/latest`) },
    {
      on: "contents",
      permission: "package:install",
      good: ({ path, name }) => get(`${path}/-/${name.split("/")[1]}-1.0.0.tgz`),
    },
  ],
  "PUT /*": [
    {
      on: "package",
      permission: "package:publish",
      entitlement: "publishes",
      good: ({ path, name }) => put(path, publishBody({ manifest: { name, version: "1.1.0" } })),
      bad: ({ path }) => put(path, "this is no document"),
    },
    {
      on: "package",
      permission: "package:deprecate",
      head: "package:publish",
      good: ({ path, name }) => put(path, document(name, stored(name, { deprecated: "Use 2" }))),
      bad: ({ path, name }) => put(path, { name, versions: "1.0.0" }),
    },
    {
      on: "package",
      permission: "package:unpublish",
      head: "package:publish",
      good: ({ path, name, rev }) => put(`${path}/-rev/${rev}`, document(name, {})),
      bad: ({ path, rev }) => put(`${path}/-rev/${rev}`, []),
    },
  ],
  "DELETE /*": [
    { on: "package", permission: "package:unpublish", good: ({ path, rev }) => remove(`${path}/-rev/${rev}`) },
    {
      on: "package",
      permission: "package:unpublish",
      good: ({ path, name, rev }) => remove(`${path}/-/${name.split("/")[1]}-1.0.0.tgz/-rev/${rev}`),
    },
  ],
};

/** Answers every caller with what they may see; it has its own test. */
export const SEARCH = "GET /-/v1/search";

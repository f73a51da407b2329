import type { Permission } from "@/lib/access/permissions";
import type { EntitlementKey } from "@/lib/entitlements/types";
import { newId } from "@/lib/ids";
import { packageTgz } from "@/lib/packages/npm/tarball.fixture";

const ORIGIN = "http://localhost:3000";

export type Call = { request: Request; params: Record<string, string> };

/** The needs of a handler, and a valid call for callers who may. */
export type HandlerRow =
  | {
      permission: Permission;
      entitlement: EntitlementKey | null;
      good: (handle: string) => Call;
      bad: (handle: string) => Call;
      /** The status for allowed callers when the table's world lacks the thing; otherwise they succeed. */
      answers?: number;
      /** It identifies its caller by a token, never by a cookie. */
      byToken?: true;
    }
  /** A thing of the caller's own account, which has none: every signed-in caller gets the same answer. */
  | { permission: Permission; own: number; good: () => Call }
  | { because: string; answers: number; good: () => Call };

function call(method: string, address: string, params: Record<string, string> = {}, body?: unknown): Call {
  const json =
    body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } };
  return { request: new Request(`${ORIGIN}${address}`, { method, ...json }), params };
}

function upload(handle: string, query: string): Call {
  const manifest = { name: `@${handle}/upload-${newId().slice(-10)}`, version: "1.0.0" };
  const body = new Uint8Array(packageTgz(manifest));
  const address = `${ORIGIN}/api/packages/upload/${handle}${query}`;
  return { request: new Request(address, { method: "POST", body }), params: { handle } };
}

function written(handle: string, query: string): Call {
  const document = JSON.stringify({ name: "Night", tokens: { radius: "8px" } });
  const name = `@${handle}/theme-${newId().slice(-10)}`;
  const said = { version: "1.0.0", description: "", keywords: [], visibility: "private", document };
  return call("POST", `/api/packages/content/${handle}${query}`, { handle }, { kind: "theme", name, ...said });
}

const OWN = "/(dashboard)/(you)/billing/invoices";
const OF_ORGANIZATION = "/(dashboard)/orgs/[org]/billing/invoices";
const NO_INVOICE = "in_none";

function invoiceFile(org: string, id: string, kind: string): Call {
  return call("GET", `/orgs/${org}/billing/invoices/${id}/${kind}`, { org, id });
}

const WAY_IN = "nobody is signed in yet when they come this way";
const DEMO = "it is the demo's, and does not exist outside it";

export const HANDLERS: Record<string, HandlerRow> = {
  "GET /api/health": {
    because: "whatever watches the process has no account",
    answers: 200,
    good: () => call("GET", "/api/health"),
  },
  "GET /api/ready": {
    because: "whatever watches the process has no account",
    answers: 200,
    good: () => call("GET", "/api/ready"),
  },
  "POST /api/auth/link": {
    because: WAY_IN,
    answers: 202,
    good: () => call("POST", "/api/auth/link", {}, { email: `${newId()}@example.com` }),
  },
  "POST /api/auth/verify": {
    because: `${WAY_IN}; the link is the credential, and this one never was`,
    answers: 401,
    good: () => call("POST", "/api/auth/verify", {}, { token: "never-was-a-link-of-ours" }),
  },
  "POST /api/auth/with/[provider]": {
    because: `${WAY_IN}; only configured providers exist`,
    answers: 404,
    good: () => call("POST", "/api/auth/with/github", { provider: "github" }, {}),
  },
  "GET /api/auth/callback/[provider]": {
    because: `${WAY_IN}; only configured providers exist`,
    answers: 404,
    good: () => call("GET", "/api/auth/callback/github?code=1", { provider: "github" }),
  },
  "GET /dev/mail.json": {
    because: DEMO,
    answers: 404,
    good: () => call("GET", "/dev/mail.json?to=somebody@example.com"),
  },
  "POST /api/stripe/webhook": {
    because: "the payment provider signs what it sends, and without a secret of ours there is nothing to send to",
    answers: 404,
    good: () => call("POST", "/api/stripe/webhook", {}, { id: "evt_1" }),
  },
  "POST /dev/sign-in": {
    because: DEMO,
    answers: 404,
    good: () => call("POST", "/dev/sign-in", {}, { key: "acme-owner" }),
  },
  "POST /api/packages/upload/[handle]": {
    permission: "package:publish",
    entitlement: "publishes",
    good: (handle) => upload(handle, ""),
    bad: (handle) => upload(handle, `?tag=${"a".repeat(200)}`),
  },
  "POST /api/packages/content/[handle]": {
    permission: "package:publish",
    entitlement: "publishes",
    good: (handle) => written(handle, ""),
    bad: (handle) => written(handle, "?tag=next"),
  },
  [`GET ${OWN}/[id]/pdf`]: {
    permission: "billing:read",
    own: 404,
    good: () => call("GET", `/billing/invoices/${NO_INVOICE}/pdf`, { id: NO_INVOICE }),
  },
  [`GET ${OWN}/[id]/csv`]: {
    permission: "billing:read",
    own: 404,
    good: () => call("GET", `/billing/invoices/${NO_INVOICE}/csv`, { id: NO_INVOICE }),
  },
  [`GET ${OWN}/csv`]: { permission: "billing:read", own: 200, good: () => call("GET", "/billing/invoices/csv") },
  [`GET ${OF_ORGANIZATION}/[id]/pdf`]: {
    permission: "billing:read",
    entitlement: null,
    good: (handle) => invoiceFile(handle, NO_INVOICE, "pdf"),
    bad: (handle) => invoiceFile(handle, "no invoice", "pdf"),
    answers: 404,
  },
  [`GET ${OF_ORGANIZATION}/[id]/csv`]: {
    permission: "billing:read",
    entitlement: null,
    good: (handle) => invoiceFile(handle, NO_INVOICE, "csv"),
    bad: (handle) => invoiceFile(handle, "no invoice", "csv"),
    answers: 404,
  },
  [`GET ${OF_ORGANIZATION}/csv`]: {
    permission: "billing:read",
    entitlement: null,
    good: (org) => call("GET", `/orgs/${org}/billing/invoices/csv`, { org }),
    bad: (org) => call("GET", `/orgs/${org}/billing/invoices/csv`, { org, nul: "\0" }),
  },
  "GET /api/v1/plans": {
    because: "prices are public",
    answers: 200,
    good: () => call("GET", "/api/v1/plans"),
  },
  "GET /api/v1/billing/status": {
    permission: "billing:read",
    entitlement: null,
    byToken: true,
    good: (handle) => call("GET", `/api/v1/billing/status?account=${handle}`),
    bad: (handle) => call("GET", `/api/v1/billing/status?account=${handle}&invoices=many`),
  },
  "GET /invoices/[token]": {
    because: "the signed link of a mail is the credential, and this one never was",
    answers: 404,
    good: () => call("GET", "/invoices/never.signed", { token: "never.signed" }),
  },
};

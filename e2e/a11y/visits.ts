import type { APIRequestContext } from "@playwright/test";
import { dashboardUrl, registryUrl } from "../fixtures/addresses";
import { mailedLink } from "../fixtures/mailbox";
import { newAddress } from "../fixtures/people";
import { openSegments, pageRoutes } from "../fixtures/routes";

/** A visit to a page. `who` is a persona's key, or null for a visitor who is not signed in. */
export type Visit = {
  name: string;
  who: string | null;
  status: number;
  /** The address; pages about new things create those first. */
  address: (request: APIRequestContext) => Promise<string>;
};

/** The value for the dynamic part of a route: known before, or created on the way. */
type Filling = readonly string[] | ((request: APIRequestContext) => Promise<string>);

async function startedLogin(request: APIRequestContext, from?: string): Promise<string> {
  const headers = from === undefined ? {} : { "x-forwarded-for": from };
  const answer = await request.post(`${registryUrl()}/-/v1/login`, { data: { hostname: "workbench" }, headers });
  const { loginUrl } = await answer.json();
  return new URL(loginUrl).pathname.split("/").at(-2) ?? "";
}

async function sentInvitation(request: APIRequestContext): Promise<string> {
  return new URL(await mailedLink(request, "sam@acme.example", "/invite/")).pathname.split("/").at(-1) ?? "";
}

async function capturedMail(request: APIRequestContext): Promise<string> {
  const answer = await request.get(`${dashboardUrl()}/dev/mail.json?to=sam@acme.example`);
  const [mail] = await answer.json();
  return mail.id;
}

async function sentLink(request: APIRequestContext): Promise<string> {
  const email = newAddress();
  await request.post(`${dashboardUrl()}/api/auth/link`, { data: { email } });
  return mailedLink(request, email, "/sign-in/verify");
}

const CHANGES = ["seats", "interval", "cancel", "resume", "end-trial", "undo"];

const TABS = ["versions", "dependencies", "files", "manifest", "provenance", "settings"];

/** An invoice of the demo's, as the Billing page of whoever looks links to it. */
async function listedInvoice(request: APIRequestContext): Promise<string> {
  const page = await (await request.get(`${dashboardUrl()}/orgs/acme/billing`)).text();
  return /\/billing\/invoices\/(in_\w+)/.exec(page)?.[1] ?? "";
}

/** A value for each dynamic folder of `app`. The list of visits fails for a folder without one. */
const FILLINGS: Readonly<Record<string, Filling>> = {
  "/orgs/[org]": ["acme"],
  "/[scope]": ["@acme"],
  "/[scope]/[...path]": ["ui-kit", "harbour-theme", "ui-kit/files/package.json", ...TABS.map((tab) => `ui-kit/${tab}`)],
  "/package/[...path]": ["left-pad"],
  "/billing/change/[kind]": CHANGES,
  "/orgs/[org]/billing/change/[kind]": CHANGES,
  "/billing/invoices/[id]": ["in_none"],
  "/orgs/[org]/billing/invoices/[id]": listedInvoice,
  "/invite/[token]": sentInvitation,
  "/login/registry/[id]": (request) => startedLogin(request),
  "/login/registry/[id]/[code]": ["K7QM2X"],
  "/dev/mail/[id]": capturedMail,
};

/**
 * Pages whose plain visit has another status: names without a scope are off by default, and nobody invited the visitor.
 */
const STATUS: Readonly<Record<string, number>> = {
  "/package/[...path]": 404,
  "/billing/invoices/[id]": 404,
};

const FOR_NOBODY = /^\/($|sign-in|search|pricing|dev\/|invite\/|package\/)/;

function filled(route: string): { name: string; address: Visit["address"] }[] {
  let found: { name: string; address: Visit["address"] }[] = [{ name: route, address: async () => route }];
  for (const folder of openSegments(route)) {
    const filling = FILLINGS[folder];
    if (!filling) throw new Error(`What stands for ${folder}? Add it to the fillings of the visits.`);
    const segment = folder.slice(folder.lastIndexOf("/") + 1);
    found = found.flatMap(({ name, address }) =>
      typeof filling === "function"
        ? [{ name, address: async (request) => (await address(request)).replace(segment, await filling(request)) }]
        : filling.map((value) => ({
            name: name.replace(segment, value),
            address: async (request: APIRequestContext) => (await address(request)).replace(segment, value),
          })),
    );
  }
  return found;
}

/** Every page, visited by somebody who sees content on it. */
export function everyPage(): Visit[] {
  return pageRoutes().flatMap((route) =>
    filled(route).map((page) => ({
      ...page,
      who: FOR_NOBODY.test(route) ? null : "acme-owner",
      status: STATUS[route] ?? 200,
    })),
  );
}

function state(name: string, who: string | null, address: string, status = 200): Visit {
  return { name, who, status, address: async () => address };
}

/** States that a plain visit does not show: refused, empty, failed, missing, locked. */
export const STATES: readonly Visit[] = [
  state("nothing there, for nobody", null, "/nothing/here", 404),
  state("nothing there, in the dashboard", "acme-owner", "/orgs/globex/team", 404),
  state("a dead sign-in link", null, "/sign-in/verify?token=dead"),
  state("a dead invitation", null, "/invite/dead", 404),
  state("a dead registry login", "acme-owner", "/login/registry/00000000-0000-7000-8000-000000000000"),
  {
    name: "a login of a terminal in another network",
    who: "acme-owner",
    status: 200,
    address: async (request) => `/login/registry/${await startedLogin(request, "203.0.113.77")}`,
  },
  { name: "a sign-in link", who: null, status: 200, address: sentLink },
  { name: "a sign-in link where somebody is signed in", who: "acme-owner", status: 200, address: sentLink },
  state("a refused sign-in", null, "/sign-in?error=expired"),
  state("a search without results", null, "/search?q=zzzzzz"),
  state("a search with results", "acme-owner", "/search?q=ui"),
  state("a role without the audit log", "acme-member", "/orgs/acme/governance/audit"),
  state("a role without billing", "acme-member", "/orgs/acme/billing"),
  state("a role without packages", "acme-billing", "/orgs/acme/packages"),
  state("a role without contents", "acme-auditor", "/@acme/ui-kit/files/package.json"),
  state("a role that does not publish", "acme-auditor", "/orgs/acme/packages/publish"),
  state("a role that changes no settings", "acme-member", "/orgs/acme/settings"),
  state("an audit page that does not exist", "acme-owner", "/orgs/acme/governance/audit?after=nonsense"),
  state("an invoice list that does not exist", "acme-owner", "/orgs/acme/billing?after=nonsense"),
  state("billing that a role only reads", "acme-auditor", "/orgs/acme/billing"),
  state("a purchase of a plan with seats", "acme-owner", "/orgs/acme/billing/checkout?plan=team"),
  state("a purchase of a plan for one person", "free", "/billing/checkout?plan=pro&interval=year"),
  state("a role that changes no billing", "acme-auditor", "/orgs/acme/billing/change/cancel"),
  state("an auditor's way to other seats", "acme-auditor", "/orgs/acme/billing/change/seats"),
  state("a role that chooses nothing to keep", "acme-auditor", "/orgs/acme/billing/kept"),
  state("the invoices of a role that only reads", "acme-auditor", "/orgs/acme/billing?status=paid"),
  state("a role without a change of billing", "acme-member", "/orgs/acme/billing/change/seats"),
  state("a person on Pro, who pays by the month", "pro", "/billing"),
  state("a person who pays nothing", "free", "/billing"),
  state("a payment that failed", "initech-owner", "/orgs/initech/billing"),
  state("more members than seats", "umbrella-owner", "/orgs/umbrella/billing"),
  state("a plan by contract", "globex-owner", "/orgs/globex/billing"),
  state("a filtered list without rows", "acme-owner", "/orgs/acme/team?q=zzzzzz"),
  state("an enterprise's registry", "globex-owner", "/orgs/globex/registry"),
  state("an enterprise's seats", "globex-owner", "/orgs/globex/team"),
  state("a person without packages", "acme-member", "/packages"),
  state("a person on Pro", "pro", "/overview"),
  state("a person on Free", "free", "/usage"),
];

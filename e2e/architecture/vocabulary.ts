import { at, isCode, isProduct, isTest, type Rule, roomOf } from "./rule";

const FIXED = ["queries", "loaders", "actions", "schema", "rules", "types"];

/** What a write, or a step of one, may begin with: `remove-member.ts`. */
const VERBS = [
  "accept",
  "apply",
  "approve",
  "assign",
  "authenticate",
  "backfill",
  "bump",
  "capture",
  "change",
  "check",
  "choose",
  "claim",
  "classify",
  "confirm",
  "consume",
  "create",
  "delete",
  "deliver",
  "deprecate",
  "describe",
  "end",
  "expire",
  "fetch",
  "find",
  "follow",
  "index",
  "insert",
  "invite",
  "link",
  "load",
  "lock",
  "login",
  "open",
  "own",
  "pack",
  "prepare",
  "process",
  "publish",
  "purge",
  "read",
  "receive",
  "reconcile",
  "record",
  "redeem",
  "refund",
  "remove",
  "rename",
  "replay",
  "report",
  "resend",
  "reserve",
  "revoke",
  "search",
  "send",
  "set",
  "start",
  "store",
  "sweep",
  "sync",
  "touch",
  "unpublish",
  "withdraw",
];

/** Modules that are a thing rather than an act, by domain: pure, or infrastructure without the database. */
const NOUNS: Record<string, string> = {
  actions: "api client denials download metadata redirects result route same-origin upload validation",
  "api-keys": "key-cache login-rules npm-token presented-token secret snippets",
  audit: "catalogue chain",
  auth: `authorize captured-answer cidr client-address context device-name github-profile key-patterns openid-profile
    permissions provider-sign-in providers request-info return-path security-headers session-cookie sign-in-problems
    sign-in-routes`,
  billing: "api-schema plan-offers problems subscription-view",
  dunning: `confirmations due-notices dunning notice-words notices payment-words phrases plan-words reminders retention`,
  invoices: "invoice-csv invoice-files invoice-link invoice-view",
  mirror: `business-days changes event-types failure-clock inbox-rules mirror mirror-changes mirror-rows
    mirror-subscription stored-columns stripe-source`,
  quotes: `quote-basis quote-changes quote-checkout quote-effect quote-event quote-plan quote-price quote-step
    quote-stored return-address sold-prices`,
  entitlements: `answer bought catalogue commercial-state decide features format freeze layers limits plans refuse resolve
    subscription-status thresholds unlock windows words`,
  invites: "invitation-for-write invite-gate",
  jobs: "clock-loop jobs scheduler worker",
  members: "member-guards seat-entries",
  metering: "report-hours usage-meters",
  notifications: "enqueue mail-transport send topics",
  npm: `attachment-scanner base64-decoder byte-collector error-body manifest-claims manifest names negotiate
    package-path packument publish-document request-body revision tarball-entries tarball`,
  stripe: `all-pages billing-mode breaker catalogue-prices changes checkout client contracts customers event-customer
    events failures first-failure invoice-document meters portal previews price-keys prices provider refunds schedules
    wire-values`,
  packages: "artifact-writer content-schema disk-storage storage version-rows",
};

/** Things that hold or ask the database themselves; each is a query or a recorder under the name of what it answers. */
const DATABASE_NOUNS: Record<string, string> = {
  "api-keys": "key-lookup key-use",
  audit: "record",
  auth: "adapter rate-limit",
  billing: "banner-facts downgrade-impact seat-holders seat-map standing",
  dunning: "notice-transitions",
  invoices: "invoices",
  mirror: "customer-lock",
  entitlements: "account-rows counters frozen-items",
  jobs: "health inbox-loop outbox-loop",
  metering: "real-usage",
  packages: `artifacts dist-tags-of namespace package-view packument-cache packument-facts read-access readable-rows
    stored-state tarball-of visible-to`,
};

/** The few modules above the domains. */
const TOP = [
  "clock",
  "db",
  "env",
  "error-copy",
  "errors",
  "ids",
  "keyset",
  "listener",
  "logger",
  "money",
  "outage",
  "text",
];

/** Folders below a domain. */
const INNER = ["lib/notifications/mails/"];

type Kind = (typeof FIXED)[number] | "verb" | "noun" | "database" | "unknown";

function listed(words: string | undefined, name: string): boolean {
  return words?.split(/\s+/).includes(name) ?? false;
}

/** What a file of lib is, by its name alone. */
export function kindOf(file: string): Kind {
  const [, domain, ...rest] = file.split("/");
  const name = rest.join("/").replace(/\.tsx?$/, "");
  if (domain === undefined) return "unknown";
  if (rest.length === 0) return TOP.includes(domain.replace(/\.ts$/, "")) ? "noun" : "unknown";
  if (INNER.some((folder) => file.startsWith(folder))) return "noun";
  if (FIXED.includes(name)) return name;
  if (listed(NOUNS[domain], name)) return "noun";
  if (listed(DATABASE_NOUNS[domain], name)) return "database";
  return VERBS.some((verb) => name.startsWith(`${verb}-`)) ? "verb" : "unknown";
}

const VAGUE = /(^|\/|-)(utils?|helpers?|misc|commons?|shared|index)(\.|\/|$)/;

export const vocabulary: Rule = {
  name: "lib's files are named from the closed vocabulary",
  check: (files) =>
    files.flatMap((file) => {
      if (roomOf(file.path) !== "lib") return [];
      if (/^lib\/[a-z-]+\/README\.md$/.test(file.path)) return [];
      if (!isCode(file.path)) return [at(file, 1, "only code and README.md live in lib")];
      if (isTest(file.path) || kindOf(file.path) !== "unknown") return [];
      return [at(file, 1, "is neither queries, loaders, actions, schema, rules, types, a verb-noun nor a listed noun")];
    }),
  wrong: [
    { "lib/members/member-stuff.ts": "export const one = 1;" },
    { "lib/members/service.ts": "export const one = 1;" },
    { "lib/members/deep/queries.ts": "export const one = 1;" },
    { "lib/things.ts": "export const one = 1;" },
    { "lib/members/data.json": "{}" },
  ],
  right: {
    "lib/people/members/remove-member.ts": "",
    "lib/people/members/queries.ts": "",
    "lib/people/members/members.fixture.ts": "",
    "lib/members/README.md": "",
  },
};

export const readmes: Rule = {
  name: "every folder of lib says what it promises",
  check: (files) => {
    const folders = new Set(files.flatMap(({ path }) => /^(lib\/[^/]+)\//.exec(path)?.[1] ?? []));
    const has = new Set(files.map(({ path }) => path));
    return [...folders]
      .filter((folder) => !has.has(`${folder}/README.md`))
      .map((folder) => `${folder} has no README.md`);
  },
  wrong: [{ "lib/people/members/queries.ts": "", "lib/audit/README.md": "Audit" }],
  right: { "lib/people/members/queries.ts": "", "lib/members/README.md": "Members", "lib/db.ts": "" },
};

const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*$/;

export const names: Rule = {
  name: "files are named in kebab-case after one idea, and none is a barrel",
  check: (files) =>
    files.flatMap((file) => {
      if (!isCode(file.path)) return [];
      const base = file.path.split("/").at(-1) ?? "";
      return [
        ...(KEBAB.test(base) ? [] : [at(file, 1, "is not kebab-case")]),
        ...(VAGUE.test(file.path) ? [at(file, 1, "says nothing of what is in it")] : []),
        ...(isProduct(file.path) ? file.reexportLines : []).map((line) =>
          at(file, line, "exports what belongs to another module"),
        ),
      ];
    }),
  wrong: [
    { "components/team/MemberList.tsx": "export const one = 1;" },
    { "lib/members/utils.ts": "export const one = 1;" },
    { "components/common/card.tsx": "export const one = 1;" },
    { "components/team/index.ts": "export const one = 1;" },
    { "lib/people/members/types.ts": 'export type { Role } from "@/lib/access/types";' },
    { "lib/people/members/rules.ts": 'export * from "./types";' },
  ],
  right: { "components/team/member-list.test.tsx": "export const one = 1;", "components/ui/button.tsx": "" },
};

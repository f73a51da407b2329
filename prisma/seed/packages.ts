import type { ContentKind } from "@/lib/packages/publish/content-schema";
import type { PersonaKey } from "@/prisma/seed/personas";

export type SeedPackage = {
  /** The organization's handle, or the persona whose personal account owns it. */
  owner: { organization: string } | { person: PersonaKey };
  base: string;
  description: string;
  keywords: readonly string[];
  access: "public" | "restricted";
  versions: number;
  publishers: readonly PersonaKey[];
  dependencies?: Readonly<Record<string, string>>;
  content?: { kind: ContentKind; document: object };
};

type Line = readonly [base: string, description: string, keywords: string, versions: number];

const ACME: readonly Line[] = [
  ["ui-kit", "Buttons, forms and tables of every Acme product", "react components design-system", 24],
  ["api-client", "Typed client of the Acme API", "http client typescript", 18],
  ["auth-session", "Session handling shared by the web apps", "auth session cookies", 11],
  ["feature-flags", "Evaluates Acme's feature flags without a network call", "flags rollout", 9],
  ["logger", "Structured logs with request ids", "logging json", 12],
  ["eslint-config", "The rules that Acme code follows", "eslint config lint", 8],
  ["tsconfig", "Shared compiler settings", "typescript config", 6],
  ["payments", "Talks to the payment provider, in integer cents", "payments money", 14],
  ["pdf-invoices", "Renders invoices as PDF", "pdf invoices", 5],
  ["queue", "Jobs on Postgres with retries", "queue jobs postgres", 10],
  ["date-format", "Dates as Acme writes them", "date format i18n", 7],
  ["map-tiles", "Vector tiles for the store locator", "maps tiles", 4],
  ["e2e-fixtures", "Accounts and data for browser tests", "testing fixtures", 6],
];

const GLOBEX: readonly Line[] = [
  ["ledger", "Double-entry bookkeeping for the trading desk", "ledger accounting money", 22],
  ["risk-engine", "Scores positions against the risk limits", "risk finance", 16],
  ["market-data", "Normalized quotes from every venue", "quotes market data", 13],
  ["ui-kit", "Globex components for dense screens", "react components tables", 17],
  ["kyc", "Checks a customer's papers", "kyc compliance", 7],
  ["audit-writer", "Appends to the tamper-evident trail", "audit log", 9],
  ["fix-parser", "Parses FIX 4.4 messages", "fix protocol parser", 8],
  ["report-builder", "Regulatory reports from the ledger", "reports compliance", 6],
  ["decimal", "Exact decimals for money", "decimal bigint money", 5],
];

const OTHERS: readonly (readonly [PersonaKey | "initech" | "umbrella", ...Line])[] = [
  ["initech", "tps-report", "Cover sheets for every report", "reports forms", 9],
  ["initech", "printer-queue", "Talks to the office printers", "printer queue", 5],
  ["initech", "stapler", "Joins documents", "pdf merge", 3],
  ["umbrella", "lab-protocols", "Steps and safety checks of lab procedures", "lab protocols", 6],
  ["umbrella", "specimen-ids", "Identifiers with check digits", "ids checksum", 4],
  ["pro", "geo-distance", "Distances on the globe, exactly", "geo distance haversine", 8],
  ["pro", "holiday-calendar", "Public holidays of forty countries", "holidays calendar dates", 7],
  ["pro", "client-portal", "What my customers log in to", "portal private", 5],
  ["free", "slugger", "Readable slugs for any language", "slug url unicode", 6],
  ["free", "tiny-retry", "Retries a promise, politely", "retry promise backoff", 4],
];

const TEAMS: Readonly<Record<string, readonly PersonaKey[]>> = {
  acme: ["acme-owner", "acme-admin", "acme-member"],
  globex: ["globex-owner", "globex-admin", "globex-member"],
  initech: ["initech-owner"],
  umbrella: ["umbrella-owner"],
};

const PUBLIC = new Set(["acme/date-format", "acme/eslint-config", "globex/decimal", "globex/fix-parser"]);
const PRIVATE_OF_PEOPLE = new Set(["client-portal"]);

const CONTENT: readonly SeedPackage[] = [
  content("acme", "theme", "harbour-theme", "Acme's colours, day and night", 5, {
    name: "Harbour",
    description: "Cool greys with a signal orange",
    tokens: { background: "#f7f9fa", ink: "#17242b", accent: "#d4541a", line: "#d5dde1", success: "#2b7a4b" },
  }),
  content("acme", "pattern", "price-card", "A price with its reasons", 4, {
    name: "Price card",
    description: "Name, price, what is in it, one button",
    components: ["Card", "Heading", "List", "Button"],
    default_preset: "plain",
    presets: {
      plain: { description: "One column", layout: { layout: "stack" } },
      compared: { description: "Three beside each other", layout: { layout: "grid" } },
    },
  }),
  content("acme", "blueprint", "storefront", "A shop from the landing page to the receipt", 3, {
    name: "Storefront",
    description: "Six routes that most shops need",
    theme: { id: "harbour-theme" },
    routes: { "/": { shell: "marketing" }, "/products": { shell: "shop" }, "/cart": { shell: "shop" } },
  }),
  content("globex", "shell", "trading-shell", "Panels that traders arrange", 4, {
    name: "Trading shell",
    description: "Header, watchlist, work area, blotter",
    regions: [{ id: "header" }, { id: "watchlist" }, { id: "work" }, { id: "blotter" }],
  }),
  content("globex", "archetype", "back-office", "Pages of a back office", 3, {
    name: "Back office",
    description: "Queues, details and approvals",
    role: "primary",
    pages: [
      { id: "queue", patterns: ["data-table", "filters"] },
      { id: "detail", patterns: ["key-values", "timeline"] },
    ],
  }),
];

function content(
  organization: string,
  kind: ContentKind,
  base: string,
  description: string,
  versions: number,
  document: object,
): SeedPackage {
  return { ...ofOrganization(organization, [base, description, kind, versions]), content: { kind, document } };
}

function ofOrganization(organization: string, [base, description, keywords, versions]: Line): SeedPackage {
  return {
    owner: { organization },
    base,
    description,
    keywords: keywords.split(" "),
    access: PUBLIC.has(`${organization}/${base}`) ? "public" : "restricted",
    versions,
    publishers: TEAMS[organization] ?? [],
  };
}

function ofPerson(person: PersonaKey, [base, description, keywords, versions]: Line): SeedPackage {
  const access = PRIVATE_OF_PEOPLE.has(base) ? "restricted" : "public";
  return {
    owner: { person },
    base,
    description,
    keywords: keywords.split(" "),
    access,
    versions,
    publishers: [person],
  };
}

/** About 40 packages with about 300 versions in total. */
export const PACKAGES: readonly SeedPackage[] = [
  ...ACME.map((line) => ofOrganization("acme", line)),
  ...GLOBEX.map((line) => ofOrganization("globex", line)),
  ...OTHERS.map(([owner, ...line]) =>
    owner === "initech" || owner === "umbrella" ? ofOrganization(owner, line) : ofPerson(owner, line),
  ),
  ...CONTENT,
];

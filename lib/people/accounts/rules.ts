import { HANDLE } from "@/lib/access/handle";

/** Handles are kept for ever, so their number is limited: nobody collects names by renaming. */
export const MAX_HANDLES = 10;

/** The first words of the product's addresses, present and likely, and words that sound like the platform or npm. */
const RESERVED: ReadonlySet<string> = new Set(
  `-  about abuse accept access account accounts activity actions add admin administrator all alert alerts analytics
  anonymous api apis app apps approvals archetype archetypes artifact artifacts assets audit auth author authors awesome
  backup badge badges beta billing blog blueprint blueprints bot bots branding bug bugs business careers catalog
  catalogue cdn changelog charts checkout cli client code community compare config connect contact content cookies core
  create customer customers dashboard data delete demo deprecate design dev developer developers dist dist-tag dist-tags
  dns docs documentation domain download downloads edit email enterprise entitlements error errors event events evidence
  example explore export faq favicon features feed feedback files forgot forum free ftp git github google governance
  grafana graphql grant grants guest guide guides handle health healthz help home hook hooks host hosting http https
  icon icons image images import inbox index info install integrations internal invite invites invitations invoice
  invoices io job jobs join js json keys legal library license limits link links list local localhost log login logout
  logs mail mailbox maintainers map marketplace me media member members meta metrics mirror moderation moderator
  module modules monitoring my name namespace namespaces net network new news node node-modules node_modules npm npmjs
  npmrc notices notifications null oauth official oidc ops operator operators org organisation organisations
  organization organizations orgs overview owner owners package packages packhouse page pages partner partners
  password pattern patterns payment payments personal ping plan plans platform plugin plugins pnpm policies policy
  portal postmaster press preview pricing privacy private pro problems profile project projects proxy public publish
  published publisher publishing purchase quota random readme ready recent redirect refunds register registry release
  releases remove report reports repository request reset resource resources rest restore review rewards robots role
  roles root rss rules saml sandbox save scim scope scopes script scripts search seats secure security seed sell
  server service services session sessions settings setup share shell shells shop sign-in sign-out sign-up signin
  signout signup site sitemap smtp snippets solutions sponsors sql src ssh ssl sso stage staging stars start static
  stats status storage store stream stripe subscribe subscription subscriptions suggest super superuser support svn
  switch sync sysadmin system tag tags task tasks team teams template templates terms test tests theme themes token
  tokens tools topic topics translations trending trial trust types undefined unpublish unsubscribe update upgrade
  upload uploads upstream usage user username users v1 v2 verify version versions video view void webhook webhooks
  webmaster website welcome whoami widget wiki workspace workspaces www yarn you your`
    .split(/\s+/)
    .filter(Boolean),
);

/** The sentence why nobody can choose a handle, or null. Does not check whether it is taken. */
export function handleProblem(handle: string): string | null {
  if (!HANDLE.test(handle)) {
    return "A handle has 2 to 39 lowercase letters, digits and hyphens, and starts and ends with a letter or digit.";
  }
  return RESERVED.has(handle) ? `The handle ${handle} is reserved. Choose another one.` : null;
}

const BASE_MAX = 30;

/** Suggests a handle from an e-mail address: its local part without `+tag`, made valid. */
export function suggestHandle(email: string): string {
  const local = email
    .slice(0, Math.max(email.lastIndexOf("@"), 0))
    .toLowerCase()
    .replace(/\+.*$/, "");
  const plain = local.normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
  const base = plain
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, BASE_MAX)
    .replace(/^-+|-+$/g, "");
  return base.length < 2 ? "person" : base;
}

/** The name of a new person when the provider gives none: `ada.lovelace@…` becomes Ada Lovelace. */
export function suggestName(email: string): string {
  const words = suggestHandle(email).split("-");
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(" ");
}

/**
 * Handles to try in order: the wish, the wish with a small number, then with a random tail. Everybody tries the same
 * names in the same order, so two people lock them in the same order.
 */
export function* handleCandidates(wish: string, randomTail: () => string): Generator<string, never> {
  if (handleProblem(wish) === null) yield wish;
  for (let number = 2; number <= 9; number++) yield `${wish}-${number}`;
  while (true) yield `${wish}-${randomTail()}`;
}

import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { buildProduct } from "../scripts/build-product.mjs";
import { forgetSettings } from "../scripts/clean-environment.mjs";
import { freePort } from "../scripts/ports.mjs";
import { startProduct } from "../scripts/product.mjs";
import { step } from "../scripts/progress.mjs";
import { fillCrowd, HUNDREDFOLD } from "./crowd.mjs";

const VISITS = 25;
const WARM_UP = 5;
/** A slow page is visited less often. */
const ENOUGH_MS = 8_000;

/** A page with the shell and next to no data, for a visitor and for a member: the yardstick of the others. */
const BARE = { visitor: "/sign-in", member: "/orgs/acme/settings" };

const PAGES = [
  { title: "landing", path: "/", who: "visitor", most: 3 },
  { title: "search, a word", path: "/search?q=ui", who: "visitor", most: 4 },
  { title: "search, everything", path: "/search", who: "visitor", most: 4 },
  { title: "package", path: "/@acme/ui-kit", who: "member", most: 3 },
  { title: "overview", path: "/orgs/acme/overview", who: "member", most: 3 },
  { title: "packages", path: "/orgs/acme/packages", who: "member", most: 4 },
  { title: "team", path: "/orgs/acme/team", who: "member", most: 4 },
  { title: "billing", path: "/orgs/acme/billing", who: "member", most: 4 },
  { title: "usage", path: "/orgs/acme/usage", who: "member", most: 3 },
  { title: "audit log", path: "/orgs/acme/governance/audit", who: "member", most: 4 },
  { title: "audit log, one filter", path: "/orgs/acme/governance/audit?action=tag.set", who: "member", most: 4 },
  {
    title: "audit log, two filters",
    path: "/orgs/acme/governance/audit?action=tag.set&outcome=denied",
    who: "member",
    most: 4,
  },
];

/** Measures every page on the demo's data, and again with a crowd around it; prints ratios, which no machine changes. */
export async function bench() {
  forgetSettings();
  const folder = mkdtempSync(path.join(tmpdir(), "packhouse-pages-"));
  chmodSync(folder, 0o755);
  const product = await startProduct({
    home: path.join(folder, "home"),
    ports: { dashboard: await freePort(), registry: await freePort(), sandbox: await freePort() },
    signal: new AbortController().signal,
    prepare: () => buildProduct({ quiet: true }),
  });
  try {
    const cookie = await signIn(product.dashboardUrl, "acme-owner");
    const small = await step("Visiting every page of the demo", () => visitAll(product.dashboardUrl, cookie));
    await step("Adding the crowd", () => addCrowd(product.home));
    const large = await step("Visiting every page again", () => visitAll(product.dashboardUrl, cookie));
    print(small, large);
  } finally {
    await product.discard();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} origin @param {string} key */
async function signIn(origin, key) {
  const response = await fetch(`${origin}/dev/sign-in`, {
    method: "POST",
    headers: { "content-type": "application/json", origin, "sec-fetch-site": "same-origin" },
    body: JSON.stringify({ key }),
  });
  const [cookie] = response.headers.getSetCookie();
  if (!response.ok || !cookie) throw new Error(`Signing in as ${key}: ${response.status}`);
  return cookie.split(";")[0] ?? "";
}

/** The median of some visits in milliseconds, by address. @param {string} origin @param {string} cookie */
async function visitAll(origin, cookie) {
  /** @type {Map<string, number>} */
  const medians = new Map();
  const bare = /** @type {const} */ (["visitor", "member"]).map((who) => ({ path: BARE[who], who }));
  for (const { path: address, who } of [...bare, ...PAGES]) {
    medians.set(address, await medianOf(`${origin}${address}`, who === "member" ? { cookie } : {}));
  }
  return medians;
}

/** Infinity for a page that gives up. @param {string} url @param {Record<string, string>} headers */
async function medianOf(url, headers) {
  const times = [];
  const began = performance.now();
  for (let visit = 0; visit < WARM_UP + VISITS; visit += 1) {
    const from = performance.now();
    if (times.length > 0 && from - began > ENOUGH_MS) break;
    const response = await fetch(url, { headers, redirect: "manual" });
    await response.arrayBuffer();
    if (response.status === 503) return Number.POSITIVE_INFINITY;
    if (response.status !== 200) throw new Error(`${url} answers ${response.status}`);
    if (visit >= WARM_UP) times.push(performance.now() - from);
  }
  times.sort((one, other) => one - other);
  return times[Math.floor(times.length / 2)] ?? 0;
}

/** @param {string} home */
async function addCrowd(home) {
  const { DATABASE_URL: connectionString } = JSON.parse(readFileSync(path.join(home, "environment.json"), "utf8"));
  const client = new pg.Client({ connectionString });
  await client.connect();
  const { rows } = await client.query(`SELECT "id" FROM "Account" WHERE "handle" = 'acme'`);
  await fillCrowd(client, HUNDREDFOLD, { accountId: rows[0].id });
  await client.end();
}

/** @param {Map<string, number>} small @param {Map<string, number>} large */
function print(small, large) {
  console.log("\nMedians in milliseconds; a page may take 1.2 times itself, and `most` times the bare page.");
  console.table(
    PAGES.map(({ title, path: address, who, most }) => {
      const [before, after] = [small.get(address) ?? 0, large.get(address) ?? 0];
      const bare = large.get(BARE[/** @type {"visitor" | "member"} */ (who)]) ?? 1;
      const ratios = { "to itself": (after / before).toFixed(2), "to the bare page": (after / bare).toFixed(2), most };
      return { page: title, demo: before.toFixed(1), crowd: after.toFixed(1), ...ratios };
    }),
  );
}

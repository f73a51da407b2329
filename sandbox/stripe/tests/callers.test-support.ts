import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import Stripe from "stripe";
import { isFields } from "../http/fields";

const ROOT = path.resolve(import.meta.dirname, "../../..");
const OUTSIDE = ["e2e", "lib", "prisma", "scripts"];

export type Source = { path: string; text: string };

/** What is written outside of this workspace, with the product's own tests. */
export function sourcesOutside(): Source[] {
  return OUTSIDE.flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.(ts|mjs)$/.test(name))
      .map((name) => ({ path: `${folder}/${name}`, text: readFileSync(path.join(ROOT, folder, name), "utf8") })),
  );
}

/** "POST /v1/customers/:/tax_ids": what a parameter is called is nobody's concern. */
export function nameOf(method: string, route: string): string {
  return `${method} ${route.replace(/:\w+/g, ":")}`;
}

const ID = "an_id";

/** The SDK's method by its dotted name, bound to its resource. */
function methodOf(stripe: Stripe, name: string): (...ids: string[]) => unknown {
  const words = name.split(".");
  const resource = words.slice(0, -1).reduce<unknown>((of, word) => (isFields(of) ? of[word] : undefined), stripe);
  const method = isFields(resource) ? resource[words.at(-1) ?? ""] : undefined;
  if (typeof method !== "function") throw new Error(`The SDK has no ${name}.`);
  return (...ids) => method.apply(resource, ids);
}

/** The route that a method of the SDK asks, found by calling it: with no id, then with one, then with two. */
async function askBy(name: string): Promise<string> {
  let asked = "";
  const answer: typeof fetch = async (url, init) => {
    asked = nameOf(init?.method ?? "", new URL(String(url)).pathname.replaceAll(`/${ID}`, "/:"));
    return Response.json({ object: "list", data: [] });
  };
  const stripe = new Stripe("sk_test_x", { httpClient: Stripe.createFetchHttpClient(answer), telemetry: false });
  for (const ids of [[], [ID], [ID, ID]]) {
    await Promise.resolve()
      .then(() => methodOf(stripe, name)(...ids))
      .catch((error: unknown) => {
        if (ids.length === 2) throw error;
      });
    // An id that is missing is in the path as this word.
    if (asked !== "" && !asked.includes("undefined")) return asked;
  }
  throw new Error(`${name} asked nothing.`);
}

const routes = new Map<string, Promise<string>>();

function routeOf(name: string): Promise<string> {
  const route = routes.get(name) ?? askBy(name);
  routes.set(name, route);
  return route;
}

/** What the sources ask through the SDK. */
export async function askedThroughSdk(sources: readonly Source[]): Promise<Set<string>> {
  const names = sources.flatMap(({ text }) =>
    [...text.matchAll(/stripeClient\(\)\s*\.([\w.]+)\(/g)].map(([, name]) => name),
  );
  const known = [...new Set(names)].filter((name) => name !== undefined);
  return new Set(await Promise.all(known.map(routeOf)));
}

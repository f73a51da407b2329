import { afterAll, beforeAll, expect, it } from "vitest";
import { askedThroughSdk, nameOf, type Source, sourcesOutside } from "./callers.test-support";
import { startWorld, type World } from "./world.test-support";

/** Who asks without the SDK: the folder that the caller is in, and words of its call. */
const WRITTEN: Readonly<Record<string, readonly [folder: string, words: string]>> = {
  "GET /_control/clock": ["e2e/", "/_control/clock`"],
  "GET /_control/clock/stream": ["lib/", "/_control/clock/stream`"],
  "POST /_control/clock/advance": ["e2e/", "/_control/clock/advance`"],
  "POST /_control/disputes": ["lib/", '"POST", "/disputes"'],
  "GET /_control/events": ["prisma/", "/_control/events?limit=1`"],
  "POST /_control/events/release": ["lib/", '"POST", "/events/release"'],
  "POST /_control/faults": ["lib/", '"POST", "/faults"'],
  "DELETE /_control/faults": ["lib/", '"DELETE", "/faults"'],
  "GET /_control/requests": ["lib/", '"GET", "/requests"'],
  "POST /_control/reset": ["prisma/", 'control("reset"'],
  "POST /_control/settings": ["lib/", 'control(running, "/settings"'],
  "POST /v1/billing/meters/:/deactivate": ["lib/", "/deactivate`"],
  "POST /v1/billing/meters/:/reactivate": ["lib/", "/reactivate`"],
  "POST /v1/invoiceitems": ["lib/", 'api("/invoiceitems"'],
  "POST /v1/invoices": ["lib/", 'api("/invoices"'],
  "POST /v1/invoices/:/finalize": ["lib/", "/finalize`"],
  "POST /v1/invoices/:/mark_uncollectible": ["lib/", "/mark_uncollectible`"],
  "POST /v1/invoices/:/void": ["lib/", "/void`"],
  "POST /v1/subscription_items/:": ["prisma/", "callSandbox(`subscription_items/"],
  "GET /pages/checkout/:": ["e2e/", '"**/pages/checkout/**"'],
  "POST /pages/checkout/:": ["e2e/", 'payByCard(page, "Start trial")'],
  "GET /pages/invoices/:": ["e2e/", '.getByRole("link", { name: `Pay '],
  "POST /pages/invoices/:": ["e2e/", "paid on the invoice's page"],
  "GET /pages/invoices/:/pdf": ["lib/", "fetchInvoicePdf("],
  "GET /pages/portal/:": ["e2e/", '"**/pages/portal/**"'],
  "POST /pages/portal/:": ["e2e/", '"Add card"'],
};

let world: World;
const sources = sourcesOutside();
beforeAll(async () => {
  world = await startWorld({ catalogue: false });
});
afterAll(() => world.stop());

async function uncalled(served: readonly string[], from: readonly Source[]): Promise<string[]> {
  const asked = await askedThroughSdk(from);
  return served.filter((route) => {
    const [folder, words] = WRITTEN[route] ?? [];
    const written =
      folder !== undefined && from.some((one) => one.path.startsWith(folder) && one.text.includes(words ?? ""));
    return !written && !asked.has(route);
  });
}

const served = () => world.routes.map(({ method, path }) => nameOf(method, path));

it("serves nothing that only its own tests ask for", async () => {
  expect(served()).toContain("POST /v1/customers");
  expect(await uncalled(served(), sources)).toEqual([]);
}, 60_000);

it("finds a route that nobody asks for, through the SDK or otherwise", async () => {
  expect(await uncalled(["POST /v1/coupons", "GET /_control/coupons", "POST /v1/customers"], sources)).toEqual([
    "POST /v1/coupons",
    "GET /_control/coupons",
  ]);
  const gone = sources.filter(
    ({ text }) => !text.includes("/_control/clock/stream`") && !text.includes("disputes.list("),
  );
  expect(await uncalled(served(), gone)).toEqual(
    expect.arrayContaining(["GET /_control/clock/stream", "GET /v1/disputes"]),
  );
}, 60_000);

it("says of no route that somebody asks for it who does not, or that is gone", () => {
  const known = new Set(served());
  expect(Object.keys(WRITTEN).filter((route) => !known.has(route))).toEqual([]);
});

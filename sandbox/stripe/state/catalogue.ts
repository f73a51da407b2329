import { createMeter } from "../pages/meters/meters";
import { createPrice } from "../resources/prices";
import { createProduct } from "../resources/products";
import type { Sandbox } from "../types";

type Offer = { lookupKey: string; cents: number; interval: "month" | "year" };

/** What an operator would have made in Stripe's dashboard before the product can be sold. */
const CATALOGUE: readonly { name: string; unit: string | null; plan: string; offers: readonly Offer[] }[] = [
  {
    name: "Packhouse Pro",
    unit: null,
    plan: "pro",
    offers: [
      { lookupKey: "pro_monthly", cents: 2_900, interval: "month" },
      { lookupKey: "pro_yearly", cents: 29_000, interval: "year" },
    ],
  },
  {
    name: "Packhouse Team",
    unit: "seat",
    plan: "team",
    offers: [
      { lookupKey: "team_seat_monthly", cents: 1_900, interval: "month" },
      { lookupKey: "team_seat_yearly", cents: 19_000, interval: "year" },
    ],
  },
  {
    name: "Packhouse storage, 100 GB",
    unit: null,
    plan: "storage",
    offers: [{ lookupKey: "storage_100gb_monthly", cents: 1_000, interval: "month" }],
  },
];

/** Usage that is reported, under the key of its limit. */
const METERS = [{ event_name: "publishes", display_name: "Publishes" }] as const;

/** Makes the products and prices that are sold, and the meters. Prices are exclusive of tax. */
export function createCatalogue(sandbox: Sandbox): void {
  for (const { name, unit, plan, offers } of CATALOGUE) {
    const product = createProduct(sandbox, {
      name,
      ...(unit === null ? {} : { unit_label: unit }),
      metadata: { packhouse_product: plan },
    });
    for (const { lookupKey, cents, interval } of offers) {
      createPrice(sandbox, {
        currency: "usd",
        lookup_key: lookupKey,
        product: product.id,
        recurring: { interval },
        tax_behavior: "exclusive",
        unit_amount: String(cents),
        metadata: { packhouse_product: plan },
      });
    }
  }
  for (const meter of METERS) createMeter(sandbox, { ...meter, default_aggregation: { formula: "sum" } });
}

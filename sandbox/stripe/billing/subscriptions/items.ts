import { invalid, noSuch } from "../../http/errors";
import { readFlag, readText } from "../../http/fields";
import { mergeMetadata } from "../../http/metadata";
import type { Fields, Sandbox } from "../../types";
import type { Period } from "../maths/periods";
import { cadenceOf, readPrice, readQuantity, refuseTooMuch } from "../objects/prices";
import { readRows } from "../objects/rows";
import type { ItemWire, PriceWire } from "../objects/wires";

/** The `plan` that Stripe still sends beside the price: the same in older words. */
function planOf(price: PriceWire): Fields {
  return {
    id: price.id,
    object: "plan",
    active: price.active,
    amount: price.unit_amount,
    amount_decimal: price.unit_amount_decimal,
    billing_scheme: "per_unit",
    created: price.created,
    currency: price.currency,
    interval: price.recurring?.interval ?? "month",
    interval_count: price.recurring?.interval_count ?? 1,
    livemode: false,
    metadata: price.metadata,
    meter: price.recurring?.meter ?? null,
    nickname: price.nickname,
    product: price.product,
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: null,
    usage_type: price.recurring?.usage_type ?? "licensed",
  };
}

export function makeItem(
  sandbox: Sandbox,
  of: { subscription: string; at: number; period: Period },
  price: PriceWire,
  quantity: number,
  metadata: Record<string, string>,
): ItemWire {
  const item: ItemWire = {
    id: sandbox.store.id("si"),
    object: "subscription_item",
    billing_thresholds: null,
    created: of.at,
    current_period_end: of.period.end,
    current_period_start: of.period.start,
    current_trial: null,
    discounts: [],
    metadata,
    plan: planOf(price),
    price,
    quantity,
    subscription: of.subscription,
    tax_rates: [],
  };
  return item;
}

export function repriced(item: ItemWire, price: PriceWire): ItemWire {
  return { ...item, price, plan: planOf(price) };
}

const NEW_ITEM = ["metadata", "price", "price_data", "quantity"];

export type Wanted = { price: PriceWire; quantity: number; metadata: Record<string, string> };

/** The items of a new subscription or of a schedule's phase. */
export function readItems(sandbox: Sandbox, input: Fields, name = "items"): Wanted[] {
  const wanted = readRows(input, name, NEW_ITEM).map(({ row, path }) => {
    const price = readPrice(sandbox, row, path);
    if (!price) throw invalid(`Missing required param: ${path}[price].`, `${path}[price]`, "parameter_missing");
    cadenceOf(price, `${path}[price]`);
    const quantity = readQuantity(row, path) ?? 1;
    refuseTooMuch(price, quantity, path);
    return { price, quantity, metadata: mergeMetadata({}, row) };
  });
  if (wanted.length === 0) throw invalid(`Missing required param: ${name}.`, name, "parameter_missing");
  return wanted;
}

/** Refuses what cannot be on one invoice: two currencies, the same price twice. */
export function refuseMix(prices: readonly PriceWire[], currency: string | null): void {
  const [first] = prices;
  if (!first) {
    throw invalid("A subscription must have at least one active plan. Delete the subscription instead.", "items");
  }
  const expected = currency ?? first.currency;
  const other = prices.find((price) => price.currency !== expected);
  if (other) {
    throw invalid(
      `The price specified only supports \`${other.currency}\`. This doesn't match the expected currency: \`${expected}\`.`,
      "items",
    );
  }
  const twice = prices.find((price, index) => prices.findIndex(({ id }) => id === price.id) !== index);
  if (twice) throw invalid(`Cannot add multiple subscription items with the same plan: ${twice.id}`, "items");
}

/** What `items[]` of an update makes of the present items. */
export function editItems(
  sandbox: Sandbox,
  of: { subscription: string; at: number; period: Period; currency: string },
  items: readonly ItemWire[],
  input: Fields,
): ItemWire[] {
  let after = [...items];
  for (const { row, path } of readRows(input, "items", [...NEW_ITEM, "id", "deleted"])) {
    const id = readText(row, "id");
    const present = id === undefined ? undefined : after.find((item) => item.id === id);
    if (id !== undefined && !present) throw noSuch("subscription item", id, `${path}[id]`, 400);
    if (readFlag(row, "deleted")) {
      if (!present) throw invalid("To delete a subscription item, its ID must be provided.", `${path}[id]`);
      after = after.filter((item) => item !== present);
      continue;
    }
    const price = readPrice(sandbox, row, path) ?? present?.price;
    if (!price) throw invalid(`Missing required param: ${path}[price].`, `${path}[price]`, "parameter_missing");
    cadenceOf(price, `${path}[price]`);
    const quantity = readQuantity(row, path) ?? present?.quantity ?? 1;
    refuseTooMuch(price, quantity, path);
    const metadata = mergeMetadata(present?.metadata, row);
    if (present) {
      const edited = { ...(price.id === present.price.id ? present : repriced(present, price)), quantity, metadata };
      after = after.map((item) => (item === present ? edited : item));
    } else {
      after.push(makeItem(sandbox, of, price, quantity, metadata));
    }
  }
  refuseMix(
    after.map(({ price }) => price),
    of.currency,
  );
  return after;
}

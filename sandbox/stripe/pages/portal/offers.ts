import { productName } from "../../billing/objects/prices";
import { find } from "../../billing/objects/stored";
import type { ItemWire, PriceWire, SubscriptionWire } from "../../billing/objects/wires";
import { arrayOf, fieldsOf, numberOf } from "../../http/fields";
import type { Fields, Sandbox } from "../../types";
import type { Option } from "../html/fields-form";
import { interval, money } from "../html/format";
import { rowsOf, wordsOf } from "../html/read";

const MOST_QUANTITY = 999_999;

/** What the portal's configuration lets the customer choose for a subscription. */
export type Offer = {
  /** The item that is changed: the first that the configuration names. */
  item: ItemWire;
  prices: readonly PriceWire[];
  quantity: { minimum: number; maximum: number } | null;
};

function isUsable(price: PriceWire | undefined, currency: string): price is PriceWire {
  return price?.active === true && price.currency === currency;
}

/** Undefined when the configuration leaves nothing of it to be chosen. */
export function offerFor(sandbox: Sandbox, feature: Fields, subscription: SubscriptionWire): Offer | undefined {
  if (feature.enabled !== true) return undefined;
  const products = rowsOf(feature.products);
  const item = subscription.items.data.find(({ price }) => products.some(({ product }) => product === price.product));
  if (!item) return undefined;
  const allowed = arrayOf(feature.default_allowed_updates);
  const listed = products.flatMap((row) => arrayOf(row.prices)).map((id) => find(sandbox, "price", String(id)));
  const prices = listed.filter((price) => isUsable(price, subscription.currency));
  const adjustable = fieldsOf(products.find(({ product }) => product === item.price.product)?.adjustable_quantity);
  const counted = allowed.includes("quantity") && adjustable.enabled === true;
  const chosen = allowed.includes("price") ? prices.filter((price) => price !== undefined) : [item.price];
  const offer: Offer = {
    item,
    prices: chosen.some(({ id }) => id === item.price.id) ? chosen : [item.price, ...chosen],
    quantity: counted
      ? { minimum: numberOf(adjustable.minimum) ?? 1, maximum: numberOf(adjustable.maximum) ?? MOST_QUANTITY }
      : null,
  };
  return offer.prices.length > 1 || offer.quantity ? offer : undefined;
}

export function priceOptions(sandbox: Sandbox, offer: Offer): readonly Option[] {
  return offer.prices.map((price) => {
    const every = interval(price.recurring?.interval ?? "month", price.recurring?.interval_count ?? 1);
    return [price.id, `${productName(sandbox, price)}, ${money(price.unit_amount ?? 0, price.currency)} ${every}`];
  });
}

/** Whether the configuration lets this change wait for the end of the period. */
export function isDeferred(feature: Fields, item: ItemWire, price: PriceWire, quantity: number): boolean {
  const conditions = rowsOf(fieldsOf(feature.schedule_at_period_end).conditions).map(({ type }) => wordsOf(type));
  const months = (of: PriceWire) => (of.recurring?.interval === "year" ? 12 : 1) * (of.recurring?.interval_count ?? 1);
  const shorter = months(price) < months(item.price);
  const before = (item.price.unit_amount ?? 0) * item.quantity;
  const less = (price.unit_amount ?? 0) * quantity < before;
  return (
    (conditions.includes("shortening_interval") && shorter) ||
    (conditions.includes("decreasing_item_amount") && less && months(price) === months(item.price))
  );
}

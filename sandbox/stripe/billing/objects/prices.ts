import { invalid, noSuch } from "../../http/errors";
import { fieldsOf, readFields, readInteger, readOneOf, readText, requireText } from "../../http/fields";
import type { Fields, Sandbox } from "../../types";
import { type Cadence, INTERVALS } from "../maths/periods";
import { refuseOthers } from "./rows";
import { find } from "./stored";
import type { PriceWire } from "./wires";

const MOST_AMOUNT = 99_999_999;
const MOST_QUANTITY = 1_000_000;
/** The price that `price` names or `price_data` describes; `path` is how the caller wrote the item, for error messages. */
export function readPrice(sandbox: Sandbox, input: Fields, path: string): PriceWire | undefined {
  const id = readText(input, "price");
  if (id !== undefined && id !== "") {
    const price = find(sandbox, "price", id);
    if (!price) throw noSuch("price", id, `${path}[price]`, 400);
    return price;
  }
  const data = readFields(input, "price_data");
  return data && priceFromData(sandbox, data, `${path}[price_data]`);
}

function priceFromData(sandbox: Sandbox, data: Fields, path: string): PriceWire {
  refuseOthers(data, ["currency", "product", "recurring", "tax_behavior", "unit_amount"], path);
  if ((readOneOf(data, "tax_behavior", ["exclusive", "inclusive", "unspecified"]) ?? "exclusive") === "inclusive") {
    throw invalid("The sandbox knows prices without tax.", `${path}[tax_behavior]`);
  }
  const product = requireText(data, "product");
  if (!sandbox.store.get("product", product)) throw noSuch("product", product, `${path}[product]`, 400);
  const amount = readInteger(data, "unit_amount");
  if (amount === undefined) throw invalid(`Missing required param: ${path}[unit_amount].`, path, "parameter_missing");
  const recurring = readFields(data, "recurring");
  const interval = INTERVALS.find((one) => one === recurring?.interval);
  const price: PriceWire = {
    id: sandbox.store.id("price"),
    object: "price",
    active: false,
    billing_scheme: "per_unit",
    created: sandbox.clock.now(),
    currency: requireText(data, "currency").toLowerCase(),
    custom_unit_amount: null,
    livemode: false,
    lookup_key: null,
    metadata: {},
    nickname: null,
    product,
    recurring: interval
      ? {
          interval,
          interval_count: readInteger(fieldsOf(recurring), "interval_count") ?? 1,
          meter: null,
          trial_period_days: null,
          usage_type: "licensed",
        }
      : null,
    tax_behavior: "exclusive",
    tiers_mode: null,
    transform_quantity: null,
    type: interval ? "recurring" : "one_time",
    unit_amount: amount,
    unit_amount_decimal: String(amount),
  };
  sandbox.store.put(price);
  return price;
}

export function cadenceOf(price: PriceWire, param: string): Cadence {
  if (!price.recurring) {
    throw invalid(
      `The price specified is set to \`type=one_time\` but this field only accepts prices with \`type=recurring\`.`,
      param,
    );
  }
  return { interval: price.recurring.interval, count: price.recurring.interval_count };
}

export function sameCadence(a: PriceWire, b: PriceWire): boolean {
  return a.recurring?.interval === b.recurring?.interval && a.recurring?.interval_count === b.recurring?.interval_count;
}

export function readQuantity(input: Fields, path: string): number | undefined {
  const quantity = readInteger(input, "quantity");
  const param = `${path}[quantity]`;
  const code = "parameter_invalid_integer";
  if (quantity !== undefined && quantity < 0) {
    throw invalid("This value must be greater than or equal to 0.", param, code);
  }
  if (quantity !== undefined && quantity > MOST_QUANTITY) {
    throw invalid(`This value must be less than or equal to ${MOST_QUANTITY}.`, param, code);
  }
  return quantity;
}

/** For one period, without tax, in whole minor units. Metered prices cost nothing until their use is counted. */
export function amountOf(price: PriceWire, quantity: number): number {
  if (price.recurring?.usage_type === "metered") return 0;
  return price.unit_amount === null ? decimalTimes(price.unit_amount_decimal, quantity) : price.unit_amount * quantity;
}

/** Stripe's decimals have up to 12 places: counted in whole numbers, rounded half up once. */
function decimalTimes(decimal: string | null, quantity: number): number {
  const [whole = "0", places = ""] = (decimal ?? "0").split(".");
  const scale = 10n ** 12n;
  const unit = BigInt(whole) * scale + BigInt(places.padEnd(12, "0").slice(0, 12));
  return Number((unit * BigInt(quantity) * 2n + scale) / (2n * scale));
}

export function refuseTooMuch(price: PriceWire, quantity: number, path: string): void {
  if (Math.abs(amountOf(price, quantity)) > MOST_AMOUNT) {
    throw invalid(
      `Amount must be no more than ${MOST_AMOUNT} ${price.currency}.`,
      `${path}[quantity]`,
      "amount_too_large",
    );
  }
}

export function productName(sandbox: Sandbox, price: PriceWire): string {
  const name = sandbox.store.get("product", price.product)?.name;
  return typeof name === "string" ? name : price.product;
}

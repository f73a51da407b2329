import { amountOf, cadenceOf, productName, readPrice, readQuantity, refuseTooMuch } from "../../billing/objects/prices";
import { readRows } from "../../billing/objects/rows";
import type { ListOf } from "../../billing/objects/wires";
import { invalid, missingParameter } from "../../http/errors";
import { readFields, readFlag, readInteger } from "../../http/fields";
import { mergeMetadata } from "../../http/metadata";
import type { Fields, Sandbox } from "../../types";
import type { Adjustable, LineItemWire } from "./wires";

const MOST_LINES = 20;
const PARTS = ["adjustable_quantity", "metadata", "price", "price_data", "quantity", "tax_rates"];
const MOST_QUANTITY = 999_999;
const DEFAULT_MAXIMUM = 99;

function readAdjustable(row: Fields, path: string, quantity: number): Adjustable | null {
  const given = readFields(row, "adjustable_quantity");
  if (!given || readFlag(given, "enabled") !== true) return null;
  const minimum = readInteger(given, "minimum") ?? 0;
  const maximum = readInteger(given, "maximum") ?? DEFAULT_MAXIMUM;
  const param = `${path}[adjustable_quantity]`;
  if (maximum > MOST_QUANTITY) throw invalid(`Maximum must be ${MOST_QUANTITY} or less.`, `${param}[maximum]`);
  if (minimum < 0 || minimum > maximum) throw invalid("Minimum must be between 0 and maximum.", `${param}[minimum]`);
  if (quantity < minimum || quantity > maximum) {
    throw invalid("The quantity must be between the minimum and the maximum.", `${path}[quantity]`);
  }
  return { enabled: true, minimum, maximum };
}

function readLine(sandbox: Sandbox, row: Fields, path: string): LineItemWire {
  const price = readPrice(sandbox, row, path);
  if (!price) throw missingParameter(`${path}[price]`);
  if (readFields(row, "price_data") === undefined && !price.active) {
    throw invalid(`The price specified is inactive. This field only accepts active prices.`, `${path}[price]`);
  }
  cadenceOf(price, `${path}[price]`);
  const given = readQuantity(row, path);
  const metered = price.recurring?.usage_type === "metered";
  if (metered && given !== undefined) {
    throw invalid("You cannot set the quantity for metered plans.", `${path}[quantity]`);
  }
  if (!metered && given === undefined) {
    throw invalid("Quantity is required. Add `quantity` to `line_items`.", `${path}[quantity]`, "parameter_missing");
  }
  if (given === 0) throw invalid("This value must be greater than or equal to 1.", `${path}[quantity]`);
  const quantity = given ?? 0;
  refuseTooMuch(price, quantity, path);
  const line: LineItemWire = {
    id: sandbox.store.id("li"),
    object: "item",
    adjustable_quantity: metered ? null : readAdjustable(row, path, quantity),
    amount_discount: 0,
    amount_subtotal: 0,
    amount_tax: 0,
    amount_total: 0,
    currency: price.currency,
    description: productName(sandbox, price),
    metadata: mergeMetadata({}, row),
    price,
    quantity: metered ? null : quantity,
  };
  return withQuantity(line, quantity);
}

/** The line with another quantity, its amounts those of one period without tax. */
export function withQuantity(line: LineItemWire, quantity: number): LineItemWire {
  const amount = amountOf(line.price, quantity);
  return {
    ...line,
    quantity: line.quantity === null ? null : quantity,
    amount_subtotal: amount,
    amount_tax: 0,
    amount_total: amount,
  };
}

export function readLines(sandbox: Sandbox, input: Fields, session: string): ListOf<LineItemWire> {
  const rows = readRows(input, "line_items", PARTS);
  if (rows.length === 0) throw missingParameter("line_items");
  if (rows.length > MOST_LINES) throw invalid(`You can have up to ${MOST_LINES} line items.`, "line_items");
  const lines = rows.map(({ row, path }) => readLine(sandbox, row, path));
  if (new Set(lines.map(({ currency }) => currency)).size > 1) {
    throw invalid("All line items must use the same currency.", "line_items");
  }
  return { object: "list", data: lines, has_more: false, url: `/v1/checkout/sessions/${session}/line_items` };
}

import qs from "qs";
import type { Fields } from "../types";

/** Names with brackets into nested fields and arrays, as Stripe's SDK writes them. */
export function parseForm(text: string): Fields {
  return qs.parse(text, { depth: 12, arrayLimit: 1_000, parameterLimit: 20_000 });
}

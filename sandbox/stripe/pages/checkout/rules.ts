import { invalid, missingParameter } from "../../http/errors";
import { fieldsOf, readFlag, readInteger, readText } from "../../http/fields";
import type { Fields, Wire } from "../../types";

const MINUTE = 60;
const DAY = 86_400;
const LONGEST_REFERENCE = 200;

/** What Stripe refuses of a checkout session's parameters, in its words. */

export function readUrl(input: Fields, name: string): string | null {
  const url = readText(input, name);
  if (url === undefined || url === "") return null;
  if (!URL.canParse(url) || !/^https?:/.test(url)) {
    throw invalid("Not a valid URL. URLs must begin with http or https.", name, "url_invalid");
  }
  return url;
}

export function requireSuccessUrl(input: Fields): string {
  const url = readUrl(input, "success_url");
  if (url === null) throw missingParameter("success_url");
  return url;
}

/** Unix seconds: a day from now, or what the caller says, from half an hour to a day. */
export function readExpiry(input: Fields, now: number): number {
  const at = readInteger(input, "expires_at");
  if (at === undefined) return now + DAY;
  if (at < now + 30 * MINUTE) {
    throw invalid(
      "The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.",
      "expires_at",
    );
  }
  if (at > now + DAY) {
    throw invalid(
      "The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.",
      "expires_at",
    );
  }
  return at;
}

export function checkTrial(data: Fields, now: number): void {
  const end = readInteger(data, "trial_end");
  if (end !== undefined && end < now + 2 * DAY) {
    throw invalid("The `trial_end` date has to be at least 2 days in the future.", "subscription_data[trial_end]");
  }
  if (end !== undefined && end > now + 730 * DAY) {
    throw invalid("Invalid timestamp: can be no more than two years in the future.", "subscription_data[trial_end]");
  }
}

export function checkReference(input: Fields): string | null {
  const reference = readText(input, "client_reference_id") ?? null;
  if (reference !== null && reference.length > LONGEST_REFERENCE) {
    throw invalid(`client_reference_id can have up to ${LONGEST_REFERENCE} characters.`, "client_reference_id");
  }
  return reference === "" ? null : reference;
}

/** Tax needs a place, and a tax ID a name: of a customer that exists, Checkout changes them only when it is told to. */
export function checkCustomerUpdate(input: Fields, customer: Wire): void {
  const update = fieldsOf(input.customer_update);
  const located = fieldsOf(customer.address).country !== undefined && fieldsOf(customer.address).country !== null;
  if (readFlag(fieldsOf(input.automatic_tax), "enabled") && !located && update.address !== "auto") {
    throw invalid(
      "Automatic tax calculation in Checkout requires a valid address on the Customer. Add a valid address to the " +
        "Customer or set either `customer_update[address]` to 'auto' or `customer_update[shipping]` to 'auto' to save " +
        "the address entered in Checkout to the Customer.",
      "automatic_tax",
      "customer_tax_location_invalid",
    );
  }
  if (readFlag(fieldsOf(input.tax_id_collection), "enabled") && update.name !== "auto") {
    throw invalid(
      "Tax ID collection requires updating business name on the customer. To enable tax ID collection for an existing " +
        "customer, please set `customer_update[name]` to `auto`.",
      "tax_id_collection",
    );
  }
}

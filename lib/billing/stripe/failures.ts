import "server-only";
import Stripe from "stripe";
import { askBreaker, tellBreaker } from "@/lib/billing/stripe/breaker";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/logger";

/** Stripe refused what we sent: our mistake or our key's. Its own words may quote a customer, so they stay out. */
class StripeRefusal extends Error {
  override readonly name = "StripeRefusal";
  constructor(
    readonly code: string,
    readonly param: string,
    readonly requestId: string,
  ) {
    super(`Stripe refused the request: ${code || "no code"}${param ? ` (${param})` : ""}, ${requestId || "no id"}`);
  }
}

/** What a customer typed and Stripe does not take. */
const MISTYPED: Readonly<Record<string, string>> = {
  tax_id_invalid: "The tax id does not match its type. Check the number and the type.",
  email_invalid: "Stripe does not accept this e-mail address. Check the spelling.",
  customer_tax_location_invalid:
    "We cannot calculate tax for this address. Enter the country, postal code and, if there is one, the state.",
};
const DECLINED = "Use another payment method, or ask your bank why it was declined.";

/** Whether Stripe refused for this very reason, which the caller expected. */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Stripe.errors.StripeError && error.code === code;
}

/**
 * What an error of the SDK is to the product: UPSTREAM when Stripe is away, too busy or refuses our key; CONFLICT when a
 * payment is declined or an intent repeated otherwise; VALIDATION for what a customer typed. Others come back unmeant.
 */
function asAppError(error: unknown): unknown {
  if (!(error instanceof Stripe.errors.StripeError)) return error;
  if (isAway(error) || isBusy(error) || isOurKey(error)) return new AppError("UPSTREAM", { provider: "Stripe" });
  if (error.code === "idempotency_key_in_use" || error.code === "lock_timeout") {
    return new AppError("CONFLICT", { message: "The same change is in progress. Try again in a moment." });
  }
  if (error instanceof Stripe.errors.StripeIdempotencyError) {
    return new AppError("CONFLICT", {
      message: "This request was already sent with other values. Reload the page and request a new quote.",
    });
  }
  if (error instanceof Stripe.errors.StripeCardError) {
    return new AppError("CONFLICT", { message: `${error.message} ${DECLINED}` });
  }
  const mistyped = MISTYPED[error.code ?? ""];
  if (mistyped !== undefined) return new AppError("VALIDATION", { message: mistyped });
  return new StripeRefusal(error.code ?? error.type, error.param ?? "", error.requestId ?? "");
}

/** Runs calls of the SDK behind the breaker; a failure is logged without what was sent, and thrown as the product's. */
export async function callStripe<T>(name: string, work: () => Promise<T>): Promise<T> {
  askBreaker();
  try {
    const result = await work();
    tellBreaker("answered");
    return result;
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    tellBreaker(isAway(error) ? "away" : "answered");
    const { type, code, decline_code: declineCode, param, statusCode, requestId } = error;
    const declined = error instanceof Stripe.errors.StripeCardError;
    log()[declined ? "info" : "error"]({ call: name, type, code, declineCode, param, statusCode, requestId }, "stripe");
    throw asAppError(error);
  }
}

function isAway(error: Stripe.errors.StripeError): boolean {
  return error instanceof Stripe.errors.StripeConnectionError || (error.statusCode ?? 0) >= 500;
}

function isBusy(error: Stripe.errors.StripeError): boolean {
  return error instanceof Stripe.errors.StripeRateLimitError || error.statusCode === 429;
}

function isOurKey(error: Stripe.errors.StripeError): boolean {
  return (
    error instanceof Stripe.errors.StripeAuthenticationError || error instanceof Stripe.errors.StripePermissionError
  );
}

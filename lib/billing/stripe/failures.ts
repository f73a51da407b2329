import "server-only";
import Stripe from "stripe";
import { askBreaker, tellBreaker } from "@/lib/billing/stripe/breaker";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/logger";

/** Stripe refused our request, by our mistake or our key's. Its message may quote a customer, so it is left out. */
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

/** Stripe's codes for a customer's invalid input. */
const MISTYPED: Readonly<Record<string, string>> = {
  tax_id_invalid: "The tax id does not match its type. Check the number and the type.",
  email_invalid: "Stripe does not accept this e-mail address. Check the spelling.",
  customer_tax_location_invalid:
    "We cannot calculate tax for this address. Enter the country, postal code and, if there is one, the state.",
};
const DECLINED = "Use another payment method, or ask your bank why it was declined.";

/** Whether Stripe refused with this code, which the caller expects. */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Stripe.errors.StripeError && error.code === code;
}

/**
 * Translates the SDK's errors: UPSTREAM when Stripe is away, too busy or refuses our key; CONFLICT when a payment is
 * declined or a key is repeated with other input; VALIDATION for a customer's input. Returns others unchanged.
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

/** Calls the SDK behind the breaker; logs a failure without the request and throws it as an error of the product. */
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

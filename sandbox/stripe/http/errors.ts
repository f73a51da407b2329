import type { Fields } from "../types";

export type StripeErrorType = "api_error" | "card_error" | "idempotency_error" | "invalid_request_error";

/** An answer of Stripe's that is an error, in the shape that its SDK takes apart. */
export class StripeError extends Error {
  constructor(
    readonly status: number,
    readonly type: StripeErrorType,
    message: string,
    /** `code`, `param`, `decline_code`, `payment_intent` … as Stripe adds them. */
    readonly extra: Fields = {},
  ) {
    super(message);
  }

  body(): Fields {
    return { error: { type: this.type, message: this.message, ...this.extra } };
  }
}

/** 400: something in the request is wrong. */
export function invalid(message: string, param?: string, code?: string): StripeError {
  return new StripeError(400, "invalid_request_error", message, {
    ...(code === undefined ? {} : { code }),
    ...(param === undefined ? {} : { param }),
  });
}

export function missingParameter(param: string): StripeError {
  return invalid(`Missing required param: ${param}.`, param, "parameter_missing");
}

/** 404 for the object of the path, 400 where a parameter names it. */
export function noSuch(object: string, id: string, param = "id", status: 404 | 400 = 404): StripeError {
  return new StripeError(status, "invalid_request_error", `No such ${object}: '${id}'`, {
    code: "resource_missing",
    param,
  });
}

/** 402: the bank said no. `extra` carries `decline_code`, `payment_intent`, `charge`, `payment_method`. */
export function cardError(code: string, message: string, extra: Fields = {}): StripeError {
  return new StripeError(402, "card_error", message, { code, ...extra });
}

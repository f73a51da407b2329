import { describeError, type ErrorCopy } from "@/lib/error-copy";
import { type AppError, type ErrorCode, type ErrorPayloads, STATUS } from "@/lib/errors";

type Failure<C extends ErrorCode> = {
  [K in C]: ErrorCopy & { code: K; status: (typeof STATUS)[K]; payload: ErrorPayloads[K] };
}[C];

/** A refusal as it is sent to the browser: code and payload for the control, words for the person. */
export type ActionFailure = Failure<ErrorCode>;

export type ActionResult<T> = { ok: true; data: T } | { ok: false; error: ActionFailure };

function failure<C extends ErrorCode>(code: C, payload: ErrorPayloads[C], copy: ErrorCopy): Failure<C> {
  return { ...copy, code, status: STATUS[code], payload };
}

export function toFailure(error: AppError): ActionFailure {
  return failure(error.code, error.payload, describeError(error));
}

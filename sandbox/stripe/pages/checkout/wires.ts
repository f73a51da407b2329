import type { ListOf, PriceWire } from "../../billing/objects/wires";
import { noSuch } from "../../http/errors";
import type { Fields, Sandbox, Wire } from "../../types";
import type { Answers } from "./answers";

export const CHECKOUT = "checkout.session";
/** Who sells, as the engine names it on invoices. */
export const SELLER = "Packhouse";
const REQUEST = "checkout_request";

export type Adjustable = { enabled: boolean; minimum: number; maximum: number };

export type LineItemWire = Wire & {
  adjustable_quantity: Adjustable | null;
  amount_subtotal: number;
  amount_tax: number;
  amount_total: number;
  price: PriceWire;
  quantity: number | null;
};

export type CheckoutWire = Wire & {
  amount_subtotal: number;
  amount_total: number;
  automatic_tax: Fields & { enabled: boolean };
  cancel_url: string | null;
  created: number;
  currency: string | null;
  customer: string;
  customer_details: Fields | null;
  expires_at: number;
  invoice: string | null;
  line_items: ListOf<LineItemWire>;
  payment_status: string;
  status: string;
  subscription: string | null;
  success_url: string;
};

/** What the creating call said that the session does not show: parameters for what comes of it. */
export type CheckoutRequest = Wire & {
  subscription_data: Fields;
  customer_update: Fields;
  /** A card that waits for the answer of 3-D Secure, with what the buyer said beside it. */
  confirming: { method: string; answers: Answers; dueToday: number } | null;
};

function isCheckout(wire: Wire | undefined): wire is CheckoutWire {
  return wire?.object === CHECKOUT;
}

function isRequest(wire: Wire | undefined): wire is CheckoutRequest {
  return wire?.object === REQUEST;
}

export function loadCheckout(sandbox: Sandbox, id: string): CheckoutWire {
  const session = sandbox.store.get(CHECKOUT, id);
  if (!isCheckout(session)) throw noSuch("checkout.session", id);
  return session;
}

export function openCheckouts(sandbox: Sandbox): readonly CheckoutWire[] {
  return sandbox.store
    .all(CHECKOUT)
    .filter(isCheckout)
    .filter(({ status }) => status === "open");
}

export function putRequest(sandbox: Sandbox, session: string, request: Omit<CheckoutRequest, "id" | "object">): void {
  sandbox.store.put({ ...request, id: `request:${session}`, object: REQUEST });
}

export function requestOf(sandbox: Sandbox, session: string): CheckoutRequest {
  const request = sandbox.store.get(REQUEST, `request:${session}`);
  if (!isRequest(request)) throw noSuch("checkout.session", session);
  return request;
}

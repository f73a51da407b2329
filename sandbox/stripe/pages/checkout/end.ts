import type { Due, Sandbox } from "../../types";
import { type CheckoutWire, loadCheckout, openCheckouts } from "./wires";

/** Ends an open session: nothing can be bought through it any more. */
export function expireCheckout(sandbox: Sandbox, session: CheckoutWire): CheckoutWire {
  const expired: CheckoutWire = { ...session, status: "expired", url: null };
  sandbox.store.put(expired);
  sandbox.emit("checkout.session.expired", expired);
  return expired;
}

export function isStale(sandbox: Sandbox, session: CheckoutWire): boolean {
  return session.expires_at <= sandbox.clock.now();
}

/** Expiry of the open sessions. */
export function checkoutExpiries(sandbox: Sandbox): readonly Due[] {
  return openCheckouts(sandbox).map((session) => ({
    at: session.expires_at,
    run: () => expireCheckout(sandbox, loadCheckout(sandbox, session.id)),
  }));
}

import { invalid } from "../../http/errors";
import type { Route } from "../../types";
import { createCheckout } from "./create";
import { expireCheckout } from "./end";
import { loadCheckout } from "./wires";

const BASE = "/v1/checkout/sessions";

const PARAMETERS =
  "automatic_tax billing_address_collection cancel_url client_reference_id customer customer_update expires_at " +
  "line_items metadata mode payment_method_collection subscription_data success_url tax_id_collection";

export const CHECKOUT_ROUTES: Route[] = [
  { method: "POST", path: BASE, handle: createCheckout, accepts: PARAMETERS.split(" ") },
  { method: "GET", path: `${BASE}/:id`, handle: (sandbox, { path }) => loadCheckout(sandbox, path.id ?? "") },
  {
    method: "POST",
    path: `${BASE}/:id/expire`,
    handle: (sandbox, { path }) => {
      const session = loadCheckout(sandbox, path.id ?? "");
      if (session.status !== "open") {
        throw invalid(
          `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of \`${session.status}\`.`,
          "session",
        );
      }
      return expireCheckout(sandbox, session);
    },
  },
];

import { invalid } from "../../http/errors";
import { pageOf } from "../../http/list";
import { mergeMetadata } from "../../http/metadata";
import type { Route } from "../../types";
import { createCheckout } from "./create";
import { expireCheckout } from "./end";
import { CHECKOUT, loadCheckout } from "./wires";

const BASE = "/v1/checkout/sessions";

/** What the SDK can say to create a session; what the sandbox has no use for is taken and left. */
const PARAMETERS =
  "adaptive_pricing after_expiration allow_promotion_codes allowed_payment_method_types automatic_tax " +
  "billing_address_collection branding_settings cancel_url client_reference_id consent_collection currency " +
  "custom_fields custom_text customer customer_creation customer_email customer_update discounts " +
  "excluded_payment_method_types expires_at integration_identifier invoice_creation line_items locale " +
  "managed_payments metadata mode name_collection origin_context payment_method_collection " +
  "payment_method_configuration payment_method_data payment_method_options phone_number_collection " +
  "saved_payment_method_options setup_intent_data submit_type subscription_data success_url tax_id_collection " +
  "ui_mode wallet_options";

export const CHECKOUT_ROUTES: Route[] = [
  { method: "POST", path: BASE, handle: createCheckout, accepts: PARAMETERS.split(" ") },
  {
    method: "GET",
    path: BASE,
    handle: (sandbox, call) =>
      pageOf(call, sandbox.store.all(CHECKOUT), ["customer", "subscription", "payment_intent", "status", "created"]),
  },
  { method: "GET", path: `${BASE}/:id`, handle: (sandbox, { path }) => loadCheckout(sandbox, path.id ?? "") },
  {
    method: "POST",
    path: `${BASE}/:id`,
    handle: (sandbox, { path, input }) => {
      const session = loadCheckout(sandbox, path.id ?? "");
      const updated = { ...session, metadata: mergeMetadata(session.metadata, input) };
      sandbox.store.put(updated);
      return updated;
    },
  },
  {
    method: "GET",
    path: `${BASE}/:id/line_items`,
    handle: (sandbox, call) => pageOf(call, loadCheckout(sandbox, call.path.id ?? "").line_items?.data ?? []),
  },
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

import { invalid } from "../../http/errors";
import { pageOf } from "../../http/list";
import { mergeMetadata } from "../../http/metadata";
import type { Route } from "../../types";
import { createCheckout } from "./create";
import { expireCheckout } from "./end";
import { CHECKOUT, loadCheckout } from "./wires";

const BASE = "/v1/checkout/sessions";

export const CHECKOUT_ROUTES: Route[] = [
  { method: "POST", path: BASE, handle: createCheckout },
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

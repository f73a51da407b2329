import { noSuch } from "../../http/errors";
import { requireText } from "../../http/fields";
import { pageOf } from "../../http/list";
import type { Call, Fields, Route, Sandbox } from "../../types";
import { allOf, load } from "../objects/stored";
import { changeSubscription } from "../subscriptions/update";

/** An item is changed as its subscription is, by an `items[]` of one row. */
function update(sandbox: Sandbox, call: Call): Fields {
  const id = call.path.id ?? "";
  const owner = allOf(sandbox, "subscription").find((one) => one.items.data.some((item) => item.id === id));
  if (!owner) throw noSuch("subscription item", id, "id");
  const { quantity, ...money } = call.input;
  const { items } = changeSubscription(sandbox, owner.id, { ...money, items: [{ id, quantity }] });
  return items.data.find((item) => item.id === id) ?? {};
}

export const SUBSCRIPTION_ITEM_ROUTES: Route[] = [
  {
    method: "GET",
    path: "/v1/subscription_items",
    handle: (sandbox, call) =>
      pageOf(call, load(sandbox, "subscription", requireText(call.input, "subscription"), "subscription").items.data),
    accepts: ["subscription"],
  },
  {
    method: "POST",
    path: "/v1/subscription_items/:id",
    handle: update,
    accepts: ["quantity", "payment_behavior", "proration_behavior", "proration_date"],
  },
];

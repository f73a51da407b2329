import { noSuch } from "../../http/errors";
import { requireText } from "../../http/fields";
import { pageOf } from "../../http/list";
import type { Call, Fields, Route, Sandbox } from "../../types";
import { allOf, load } from "../objects/stored";
import type { ItemWire, SubscriptionWire } from "../objects/wires";
import { changeSubscription } from "../subscriptions/update";

const ITEM = ["price", "price_data", "quantity", "metadata"];
const MONEY = ["payment_behavior", "proration_behavior", "proration_date"];

function owner(sandbox: Sandbox, call: Call): { item: ItemWire; subscription: SubscriptionWire } {
  const id = call.path.id ?? "";
  for (const subscription of allOf(sandbox, "subscription")) {
    const item = subscription.items.data.find((one) => one.id === id);
    if (item) return { item, subscription };
  }
  throw noSuch("subscription item", id, "id");
}

/** An item is changed as its subscription is, by an `items[]` of one row. */
function edit(sandbox: Sandbox, subscription: SubscriptionWire, input: Fields, row: Fields): SubscriptionWire {
  const named = (names: readonly string[]) =>
    Object.fromEntries(Object.entries(input).filter(([name]) => names.includes(name)));
  return changeSubscription(sandbox, subscription.id, { ...named(MONEY), items: [{ ...named(ITEM), ...row }] });
}

function create(sandbox: Sandbox, call: Call): Fields {
  const before = load(sandbox, "subscription", requireText(call.input, "subscription"), "subscription");
  const after = edit(sandbox, before, call.input, {});
  const added = after.items.data.find((item) => !before.items.data.some(({ id }) => id === item.id));
  if (!added) throw noSuch("subscription item", "new");
  return added;
}

function update(sandbox: Sandbox, call: Call): Fields {
  const { item, subscription } = owner(sandbox, call);
  edit(sandbox, subscription, call.input, { id: item.id });
  return owner(sandbox, call).item;
}

function remove(sandbox: Sandbox, call: Call): Fields {
  const { item, subscription } = owner(sandbox, call);
  edit(sandbox, subscription, call.input, { id: item.id, deleted: true });
  return { id: item.id, object: "subscription_item", deleted: true };
}

export const SUBSCRIPTION_ITEM_ROUTES: Route[] = [
  { method: "POST", path: "/v1/subscription_items", handle: create, accepts: [...ITEM, ...MONEY, "subscription"] },
  {
    method: "GET",
    path: "/v1/subscription_items",
    handle: (sandbox, call) => {
      const subscription = load(sandbox, "subscription", requireText(call.input, "subscription"), "subscription");
      return pageOf(call, subscription.items.data);
    },
    accepts: ["subscription"],
  },
  {
    method: "GET",
    path: "/v1/subscription_items/:id",
    handle: (sandbox, call) => owner(sandbox, call).item,
    accepts: [],
  },
  { method: "POST", path: "/v1/subscription_items/:id", handle: update, accepts: [...ITEM, ...MONEY] },
  { method: "DELETE", path: "/v1/subscription_items/:id", handle: remove, accepts: MONEY },
];

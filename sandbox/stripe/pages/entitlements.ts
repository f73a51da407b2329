import { invalid, noSuch } from "../http/errors";
import { arrayOf, fieldsOf, idOf, isFields, requireText } from "../http/fields";
import { pageOf } from "../http/list";
import { mergeMetadata } from "../http/metadata";
import type { Call, Route, Sandbox, Wire } from "../types";

/** Which product a feature is attached to: Stripe's object does not say it. */
const LINK = "product_feature_link";
const GRANTS = new Set(["active", "trialing", "past_due"]);

function createFeature(sandbox: Sandbox, { input }: Call): Wire {
  const lookupKey = requireText(input, "lookup_key");
  const features = sandbox.store.all("entitlements.feature");
  if (features.some((feature) => feature.lookup_key === lookupKey)) {
    throw invalid(`A feature already exists with lookup_key ${lookupKey}.`, "lookup_key");
  }
  const feature: Wire = {
    id: sandbox.store.id("feat"),
    object: "entitlements.feature",
    active: true,
    livemode: false,
    lookup_key: lookupKey,
    metadata: mergeMetadata({}, input),
    name: requireText(input, "name"),
  };
  sandbox.store.put(feature);
  return feature;
}

function findFeature(sandbox: Sandbox, id: string, param = "id"): Wire {
  const feature = sandbox.store.get("entitlements.feature", id);
  if (!feature) throw noSuch("entitlements.feature", id, param);
  return feature;
}

function attachFeature(sandbox: Sandbox, { path, input }: Call): Wire {
  const product = path.product ?? "";
  if (!sandbox.store.get("product", product)) throw noSuch("product", product, "product");
  const feature = findFeature(sandbox, requireText(input, "entitlement_feature"), "entitlement_feature");
  const attached: Wire = {
    id: sandbox.store.id("prodft"),
    object: "product_feature",
    entitlement_feature: feature,
    livemode: false,
  };
  sandbox.store.put(attached);
  sandbox.store.put({ id: `link:${attached.id}`, object: LINK, product, attached: attached.id });
  return attached;
}

function featuresOf(sandbox: Sandbox, product: string): Wire[] {
  return sandbox.store.all(LINK).flatMap((link) => {
    const attached = link.product === product ? sandbox.store.get("product_feature", String(link.attached)) : undefined;
    return attached ? [attached] : [];
  });
}

/** The features of the products that the customer's live subscriptions hold, each once. */
function activeEntitlements(sandbox: Sandbox, customer: string): Wire[] {
  const live = sandbox.store
    .all("subscription")
    .filter((subscription) => idOf(subscription.customer) === customer && GRANTS.has(String(subscription.status)));
  const items = live.flatMap((subscription) => arrayOf(subscription.items)).filter(isFields);
  const products = new Set(items.map((item) => idOf(fieldsOf(item.price).product)));
  const features = new Map<string, Wire>();
  for (const feature of [...products].flatMap((product) => featuresOf(sandbox, product ?? ""))) {
    const id = idOf(feature.entitlement_feature);
    if (id === undefined) continue;
    const lookupKey = String(fieldsOf(feature.entitlement_feature).lookup_key);
    features.set(id, {
      id: `ent_${customer.slice(4)}_${id.slice(5)}`,
      object: "entitlements.active_entitlement",
      feature: id,
      livemode: false,
      lookup_key: lookupKey,
    });
  }
  return [...features.values()];
}

export const ENTITLEMENT_ROUTES: Route[] = [
  { method: "POST", path: "/v1/entitlements/features", handle: createFeature },
  {
    method: "GET",
    path: "/v1/entitlements/features",
    handle: (sandbox, call) => pageOf(call, sandbox.store.all("entitlements.feature"), ["lookup_key"]),
  },
  {
    method: "GET",
    path: "/v1/entitlements/features/:id",
    handle: (sandbox, { path }) => findFeature(sandbox, path.id ?? ""),
  },
  { method: "POST", path: "/v1/products/:product/features", handle: attachFeature },
  {
    method: "GET",
    path: "/v1/products/:product/features",
    handle: (sandbox, call) => pageOf(call, featuresOf(sandbox, call.path.product ?? "")),
  },
  {
    method: "GET",
    path: "/v1/entitlements/active_entitlements",
    handle: (sandbox, call) => pageOf(call, activeEntitlements(sandbox, requireText(call.input, "customer"))),
  },
];

import { invalid } from "../http/errors";
import { readText, requireText } from "../http/fields";
import { mergeMetadata } from "../http/metadata";
import type { Fields, Route, Sandbox, Wire } from "../types";
import { putNew } from "./changes";

export function createProduct(sandbox: Sandbox, input: Fields): Wire {
  const id = readText(input, "id") || sandbox.store.id("prod");
  if (sandbox.store.get("product", id)) throw invalid("Product already exists.", "id", "resource_already_exists");
  const now = sandbox.clock.now();
  const product: Wire = {
    id,
    object: "product",
    active: true,
    created: now,
    default_price: null,
    description: null,
    images: [],
    livemode: false,
    marketing_features: [],
    metadata: mergeMetadata({}, input),
    name: requireText(input, "name"),
    package_dimensions: null,
    shippable: null,
    statement_descriptor: null,
    tax_code: null,
    tax_details: null,
    type: "service",
    unit_label: readText(input, "unit_label") || null,
    updated: now,
    url: null,
  };
  return putNew(sandbox, product, "product.created");
}

export const PRODUCT_ROUTES: Route[] = [
  {
    method: "POST",
    path: "/v1/products",
    handle: (sandbox, call) => createProduct(sandbox, call.input),
    accepts: ["id", "name"],
  },
];

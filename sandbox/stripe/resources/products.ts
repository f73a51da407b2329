import { invalid, noSuch } from "../http/errors";
import { isFields, readArray, readFlag, readText, requireText } from "../http/fields";
import { pageOf } from "../http/list";
import { mergeMetadata } from "../http/metadata";
import type { Call, Fields, Route, Sandbox, Wire } from "../types";
import { putChanged, putNew } from "./changes";

const PARAMETERS = [
  "active",
  "default_price",
  "description",
  "id",
  "images",
  "marketing_features",
  "metadata",
  "name",
  "shippable",
  "statement_descriptor",
  "tax_code",
  "type",
  "unit_label",
  "url",
];
const TEXTS = ["default_price", "description", "statement_descriptor", "tax_code", "unit_label", "url"];

export function createProduct(sandbox: Sandbox, input: Fields): Wire {
  const id = readText(input, "id") || sandbox.store.id("prod");
  if (sandbox.store.get("product", id)) throw invalid(`Product already exists.`, "id", "resource_already_exists");
  const now = sandbox.clock.now();
  const empty: Wire = {
    id,
    object: "product",
    active: true,
    created: now,
    default_price: null,
    description: null,
    images: [],
    livemode: false,
    marketing_features: [],
    metadata: {},
    name: requireText(input, "name"),
    package_dimensions: null,
    shippable: null,
    statement_descriptor: null,
    tax_code: null,
    tax_details: null,
    type: "service",
    unit_label: null,
    updated: now,
    url: null,
  };
  return putNew(sandbox, changed(empty, input), "product.created");
}

function changed(product: Wire, input: Fields): Wire {
  const texts = TEXTS.filter((name) => input[name] !== undefined);
  const features = readArray(input, "marketing_features");
  return {
    ...product,
    ...Object.fromEntries(texts.map((name) => [name, readText(input, name) || null])),
    active: readFlag(input, "active") ?? product.active,
    images: readArray(input, "images") ?? product.images,
    marketing_features:
      features?.filter(isFields).map((one) => ({ name: requireText(one, "name") })) ?? product.marketing_features,
    metadata: mergeMetadata(product.metadata, input),
    name: readText(input, "name") || product.name,
  };
}

function load(sandbox: Sandbox, call: Call): Wire {
  const id = call.path.id ?? "";
  const product = sandbox.store.get("product", id);
  if (!product) throw noSuch("product", id);
  return product;
}

function update(sandbox: Sandbox, call: Call): Fields {
  const before = load(sandbox, call);
  const after = changed(before, call.input);
  return putChanged(sandbox, before, { ...after, updated: sandbox.clock.now() }, "product.updated");
}

function remove(sandbox: Sandbox, call: Call): Fields {
  const product = load(sandbox, call);
  if (sandbox.store.all("price").some((price) => price.product === product.id)) {
    throw invalid("This product cannot be deleted because it has one or more user-created prices.");
  }
  sandbox.store.remove("product", product.id);
  sandbox.emit("product.deleted", product);
  return { id: product.id, object: "product", deleted: true };
}

export const PRODUCT_ROUTES: Route[] = [
  {
    method: "POST",
    path: "/v1/products",
    handle: (sandbox, call) => createProduct(sandbox, call.input),
    accepts: PARAMETERS,
  },
  {
    method: "GET",
    path: "/v1/products",
    handle: (sandbox, call) => {
      const ids = readArray(call.input, "ids");
      const all = sandbox.store.all("product").filter(({ id }) => !ids || ids.includes(id));
      return pageOf(call, all, ["active", "created", "shippable", "url"]);
    },
    accepts: ["active", "created", "ids", "shippable", "url"],
  },
  { method: "GET", path: "/v1/products/:id", handle: load, accepts: [] },
  { method: "POST", path: "/v1/products/:id", handle: update, accepts: PARAMETERS },
  { method: "DELETE", path: "/v1/products/:id", handle: remove, accepts: [] },
];

import { buildProduct } from "./build-product.mjs";
import { run } from "./progress.mjs";

run(() => buildProduct({ always: true }));

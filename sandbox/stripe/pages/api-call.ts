import type { Fields, Route, Sandbox } from "../types";
import { API_VERSION } from "../version";

/** A call of the API that a page makes for its visitor. `path` is the route's own, `of` fills its parameters. */
export function callApi(
  sandbox: Sandbox,
  routes: readonly Route[],
  path: string,
  of: Readonly<Record<string, string>>,
  input: Fields,
): Fields {
  const route = routes.find((one) => one.method === "POST" && one.path === path);
  if (!route) throw new Error(`The sandbox has no POST ${path}.`);
  return route.handle(sandbox, { path: of, input, version: API_VERSION });
}

import type { Core } from "../core";
import { missingParameter } from "../http/errors";
import { readInteger, readOneOf, readText } from "../http/fields";
import type { Fields } from "../types";
import { API_EFFECTS, DELIVERY_EFFECTS, type Fault } from "./faults";

const TARGETS = ["api", "delivery"] as const;
const ANOTHER_SECRET = "whsec_another";
const A_MINUTE_S = 60;

/** A rule from its input; without `times` it applies once, with `times=0` until it is removed. */
export function readFault(core: Core, input: Fields): Fault {
  const times = readInteger(input, "times") ?? 1;
  const common = {
    id: core.store.id("fault"),
    times: times === 0 ? null : times,
    skip: readInteger(input, "skip") ?? 0,
  };
  if ((readOneOf(input, "target", TARGETS) ?? "api") === "api") {
    const effect = readOneOf(input, "effect", API_EFFECTS);
    if (!effect) throw missingParameter("effect");
    const method = readText(input, "method")?.toUpperCase() ?? null;
    return { ...common, target: "api", method, path: readText(input, "path") ?? "*", effect };
  }
  const effect = readOneOf(input, "effect", DELIVERY_EFFECTS);
  if (!effect) throw missingParameter("effect");
  return {
    ...common,
    target: "delivery",
    type: readText(input, "type") ?? "*",
    effect,
    seconds: readInteger(input, "seconds") ?? A_MINUTE_S,
    copies: readInteger(input, "copies") ?? 2,
    secret: readText(input, "secret") ?? ANOTHER_SECRET,
  };
}

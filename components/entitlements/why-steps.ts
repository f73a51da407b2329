import { formatValue } from "@/lib/entitlements/format";
import type { EntitlementKey, Layer, TraceStep } from "@/lib/entitlements/types";

export type WhyStep = { label: string; layer: string; value: string; until: string | null; stopped: boolean };

const LAYER = {
  default: "start",
  plan: "plan",
  add_on: "add-on",
  grant: "grant",
  override: "set by staff",
  state: "account state",
  block: "block",
  policy: "policy",
} as const satisfies Record<Layer, string>;

/** The resolver's trace in words, in its order. */
export function whySteps(key: EntitlementKey, trace: readonly TraceStep[]): WhyStep[] {
  return trace.map(({ layer, source, after, validUntil }) => {
    const stopped = after === "frozen" || after === "blocked";
    const value = stopped ? `${after}: the value stays, but you cannot use it` : formatValue(key, after);
    return { label: source.label, layer: LAYER[layer], value, until: validUntil, stopped };
  });
}

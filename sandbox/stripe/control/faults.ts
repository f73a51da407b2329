/** What happens to a matching API call. `…_after`: the effect takes place, but its answer does not arrive. */
export const API_EFFECTS = [
  "rate_limit",
  "error",
  "error_after",
  "hang",
  "hang_after",
  "reset",
  "reset_after",
] as const;
export const DELIVERY_EFFECTS = ["hold", "drop", "delay", "duplicate", "corrupt", "resign"] as const;

export type ApiEffect = (typeof API_EFFECTS)[number];
export type DeliveryEffect = (typeof DELIVERY_EFFECTS)[number];

type Common = {
  id: string;
  /** How many more it applies to; null for ever. */
  times: number | null;
  /** How many matching ones it lets pass first. */
  skip: number;
};
/** `path` and `type` may hold `*`. */
export type ApiFault = Common & { target: "api"; method: string | null; path: string; effect: ApiEffect };
export type DeliveryFault = Common & {
  target: "delivery";
  type: string;
  effect: DeliveryEffect;
  /** For `delay`. */
  seconds: number;
  /** For `duplicate`: how often it is sent. */
  copies: number;
  /** For `resign`. */
  secret: string;
};
export type Fault = ApiFault | DeliveryFault;

export class Faults {
  #rules: Fault[] = [];

  add(rule: Fault): void {
    this.#rules.push(rule);
  }

  clear(): void {
    this.#rules = [];
  }

  forCall(method: string, path: string): ApiFault | undefined {
    return this.#take(
      (rule): rule is ApiFault =>
        rule.target === "api" && (rule.method === null || rule.method === method) && fits(rule.path, path),
    );
  }

  forDelivery(type: string): DeliveryFault | undefined {
    return this.#take((rule): rule is DeliveryFault => rule.target === "delivery" && fits(rule.type, type));
  }

  #take<T extends Fault>(matches: (rule: Fault) => rule is T): T | undefined {
    for (const rule of this.#rules) {
      if (!matches(rule)) continue;
      if (rule.skip > 0) {
        rule.skip -= 1;
        continue;
      }
      if (rule.times !== null) rule.times -= 1;
      this.#rules = this.#rules.filter((one) => one.times === null || one.times > 0);
      return rule;
    }
    return undefined;
  }
}

function fits(pattern: string, text: string): boolean {
  const escaped = pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${escaped.join(".*")}$`).test(text);
}

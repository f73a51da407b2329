import { describe, expect, it } from "vitest";
import { whySteps } from "@/components/entitlements/why-steps";
import type { TraceStep } from "@/lib/entitlements/types";

const step = (layer: TraceStep["layer"], after: TraceStep["after"]): TraceStep => ({
  layer,
  source: { id: layer, label: `the ${layer}` },
  before: null,
  after,
  validUntil: null,
});

describe("the steps of an answer", () => {
  it("come in the order of the layers, with values in the unit of their limit", () => {
    const steps = whySteps("storage.bytes", [step("default", 0), step("plan", 50_000_000_000)]);
    expect(steps.map(({ layer, value }) => [layer, value])).toEqual([
      ["start", "0 bytes"],
      ["plan", "50 GB"],
    ]);
  });

  it("mark what stops the use of a value and keeps the value", () => {
    const [plan, state] = whySteps("packages.private", [step("plan", "unlimited"), step("state", "frozen")]);
    expect(plan).toMatchObject({ value: "Unlimited", stopped: false });
    expect(state).toMatchObject({ stopped: true });
    expect(state?.value).toContain("frozen");
  });
});

import { describe, expect, it } from "vitest";
import { usageState } from "@/components/ui/usage-state";

describe("usageState", () => {
  it("is calm below 80 % and near from there", () => {
    expect(usageState(79, 100)).toEqual({ level: "calm", percent: 79, filled: 79, marks: [80, 90] });
    expect(usageState(80, 100).level).toBe("near");
    expect(usageState(212, 250).filled).toBe(84.8);
  });

  it("is full at the limit", () => {
    expect(usageState(5, 5)).toMatchObject({ level: "full", filled: 100 });
  });

  it("shows the limit inside the bar once use has passed it", () => {
    expect(usageState(10, 8)).toEqual({ level: "over", percent: 125, filled: 100, marks: [64, 72, 80] });
  });

  it("knows a plan that includes none", () => {
    expect(usageState(0, 0)).toEqual({ level: "calm", percent: 0, filled: 0, marks: [] });
    expect(usageState(3, 0)).toMatchObject({ level: "over", filled: 100 });
  });
});

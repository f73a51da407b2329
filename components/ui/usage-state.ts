export type UsageState = {
  level: "calm" | "near" | "full" | "over";
  /** Use as a share of the limit, in percent; 100 when nothing is allowed and something is used. */
  percent: number;
  /** How much of the bar is filled, 0 to 100. */
  filled: number;
  /** Where the marks for 80, 90 and 100 % stand on the bar; the last one only shows when use has passed it. */
  marks: number[];
};

/** Geometry and level of a usage bar. The bar ends at the limit, or at the use when that is higher. */
export function usageState(used: number, limit: number): UsageState {
  const percent = limit > 0 ? (used / limit) * 100 : used > 0 ? 100 : 0;
  const end = Math.max(limit, used);
  const level = used > limit ? "over" : limit > 0 && used === limit ? "full" : percent >= 80 ? "near" : "calm";
  const round = (share: number) => Math.round(share * 10_000) / 100;
  const marks = limit > 0 ? [0.8, 0.9, ...(used > limit ? [1] : [])].map((mark) => round((mark * limit) / end)) : [];
  return { level, percent, filled: end > 0 ? round(used / end) : 0, marks };
}

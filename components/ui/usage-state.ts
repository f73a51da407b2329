export type UsageState = {
  level: "calm" | "near" | "full" | "over";
  /** Usage in percent of the limit; 100 when the limit is zero and something is used. */
  percent: number;
  /** The filled part of the bar, 0 to 100. */
  filled: number;
  /** The positions of the marks for 80, 90 and 100 %; the last one appears only when usage exceeds it. */
  marks: number[];
};

/** The geometry and level of a usage bar. The bar ends at the limit, or at a higher usage. */
export function usageState(used: number, limit: number): UsageState {
  const percent = limit > 0 ? (used / limit) * 100 : used > 0 ? 100 : 0;
  const end = Math.max(limit, used);
  const level = used > limit ? "over" : limit > 0 && used === limit ? "full" : percent >= 80 ? "near" : "calm";
  const round = (share: number) => Math.round(share * 10_000) / 100;
  const marks = limit > 0 ? [0.8, 0.9, ...(used > limit ? [1] : [])].map((mark) => round((mark * limit) / end)) : [];
  return { level, percent, filled: end > 0 ? round(used / end) : 0, marks };
}

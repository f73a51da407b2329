/** The five meanings of colours; the text beside always says the same. */
export type Tone = "neutral" | "accent" | "warn" | "stop" | "info";

export const TONE_BOX = {
  neutral: "border-line text-ink-2",
  accent: "border-accent-line bg-accent-soft text-accent",
  warn: "border-warn-line bg-warn-soft text-warn",
  stop: "border-stop-line bg-stop-soft text-stop",
  info: "border-info-line bg-info-soft text-info",
} as const satisfies Record<Tone, string>;

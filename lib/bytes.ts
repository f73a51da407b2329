import { formatQuantity } from "@/lib/count";

const UNITS = [
  { size: 1e15, name: "PB" },
  { size: 1e12, name: "TB" },
  { size: 1e9, name: "GB" },
  { size: 1e6, name: "MB" },
  { size: 1e3, name: "KB" },
];

/** 84150 → "84.15 KB": decimal units, at most two places, cut off: rounding up would make a limit look too large. */
export function formatBytes(bytes: number): string {
  const amount = Math.abs(bytes);
  const unit = UNITS.find(({ size }) => amount >= size);
  const text = unit
    ? `${Math.floor(amount / (unit.size / 100)) / 100} ${unit.name}`
    : formatQuantity(Math.trunc(amount), "byte");
  return bytes < 0 ? `−${text}` : text;
}

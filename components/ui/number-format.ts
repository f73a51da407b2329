const COUNT = new Intl.NumberFormat("en-US");
const UNITS = ["bytes", "KB", "MB", "GB", "TB", "PB"] as const;

/** 1204 → "1,204". */
export function formatCount(value: number | bigint): string {
  return COUNT.format(value);
}

/** Bytes in steps of 1,000, as plans and package managers count them: 84100 → "84.1 KB". */
export function formatBytes(bytes: number): string {
  let value = Math.abs(bytes);
  let step = 0;
  while (value >= 999.5 && step < UNITS.length - 1) {
    value /= 1000;
    step += 1;
  }
  const unit = step === 0 && value === 1 ? "byte" : (UNITS[step] ?? "bytes");
  const digits = step === 0 ? 0 : value >= 100 ? 0 : 1;
  const number = Number(value.toFixed(digits)).toString();
  return `${bytes < 0 ? "−" : ""}${number} ${unit}`;
}

/** "1 seat", "2 seats": the number and the noun that agrees with it. */
export function formatQuantity(value: number, one: string, many = `${one}s`): string {
  return `${formatCount(value)} ${value === 1 ? one : many}`;
}

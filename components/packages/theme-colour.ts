const HEX = /^#(?:[\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})$/i;
const FUNCTION = /^(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch)\([\d\s.,%/+-]*(?:deg|turn|rad)?[\d\s.,%/+-]*\)$/i;

/** Whether a token is a colour that may be drawn. Other values never reach an attribute: `url(…)` would be fetched. */
export function isColour(value: string | number): value is string {
  return typeof value === "string" && (HEX.test(value) || FUNCTION.test(value));
}

import { describe, expect, it } from "vitest";
import { nameSchema } from "@/lib/people/accounts/schema";

describe("a name", () => {
  it.each([["  Acme Ltd ", "Acme Ltd"], ["Zoë 東京"], ["שלום"]])("may be %j", (text, kept = text) => {
    expect(nameSchema.parse(text)).toBe(kept);
  });

  it.each([
    "",
    "   ",
    "\u200b",
    "\u00ad\u2060",
    "Acme\r\nBcc: all@example.com",
    "Acme\u2028Visit example.com",
    "\u202EemcA",
    "a\0b",
  ])("is not %j, which a mail or the audit log would show as something else", (text) => {
    expect(nameSchema.safeParse(text).success).toBe(false);
  });
});

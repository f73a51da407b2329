"use client";

const YEAR_SECONDS = 31_536_000;

/** Keeps a choice of this browser where the server can read it for the next first paint. Never for secrets. */
export function keepChoice(name: string, value: string): void {
  const secure = location.protocol === "https:" ? "; secure" : "";
  // CookieStore would be the newer way; it does not exist where a registry runs on plain http inside a company.
  Reflect.set(
    document,
    "cookie",
    `${name}=${encodeURIComponent(value)}; path=/; max-age=${YEAR_SECONDS}; samesite=lax${secure}`,
  );
}

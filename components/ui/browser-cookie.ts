"use client";

const YEAR_SECONDS = 31_536_000;

/** Keeps a choice of this browser where the server can read it for the next first paint. Never for secrets. */
export function keepChoice(name: string, value: string): void {
  const secure = location.protocol === "https:" ? "; secure" : "";
  // The newer CookieStore does not exist on plain http, which registries inside a company may use.
  Reflect.set(
    document,
    "cookie",
    `${name}=${encodeURIComponent(value)}; path=/; max-age=${YEAR_SECONDS}; samesite=lax${secure}`,
  );
}

import semver from "semver";
import type { SeedPackage } from "@/prisma/seed/packages";

export const DAY_MS = 86_400_000;
export const DAYS = 365;

/** An event on a day of the demo's history. Every event can safely repeat, so an interrupted run can continue. */
export type Event = { day: number; happen: () => Promise<unknown> };

/** Numbers in [0, 1) from a text, the same at every run, so that the demo is too. */
function randomOf(text: string): () => number {
  let state = 2_166_136_261;
  for (const character of text) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 16_777_619);
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_507) + 0x9e3779b9) | 0;
    return ((state ^ (state >>> 13)) >>> 0) / 4_294_967_296;
  };
}

export type Release = { version: string; dayOfHistory: number; publisher: number; tag: "latest" | "next" };

/** The days on which a package's versions came out, counted from the start of the history, oldest first. */
export function releasesOf({ base, versions, owner, publishers }: SeedPackage, days: number): Release[] {
  const random = randomOf(`${JSON.stringify(owner)}/${base}`);
  const first = 20 + random() * (days * 0.45);
  const gap = (days - 1 - first) / versions;
  let version = random() < 0.4 ? "0.1.0" : "1.0.0";
  return Array.from({ length: versions }, (_, index) => {
    const prerelease = index > 3 && index === versions - 2 && random() < 0.35;
    if (index > 0) version = nextVersion(version, random(), prerelease);
    const dayOfHistory = first + index * gap + random() * gap * 0.8;
    const publisher = Math.floor(random() * publishers.length);
    return { version, dayOfHistory, publisher, tag: prerelease ? ("next" as const) : ("latest" as const) };
  });
}

function nextVersion(version: string, chance: number, prerelease: boolean): string {
  const step = chance < 0.08 ? "major" : chance < 0.5 ? "minor" : "patch";
  return semver.inc(version, prerelease ? "preminor" : step, "beta") ?? version;
}

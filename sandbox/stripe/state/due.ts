import type { Core } from "../core";
import type { Due, DueSource } from "../types";
import { TEST_CLOCK } from "./clock";

const MOST_STEPS = 200_000;

/** Runs what is due, earliest first, until `limit` of its clock; each piece may make more. */
export function runDue(
  core: Core,
  sources: readonly DueSource[],
  limit: (due: Due) => number,
  stand: (at: number) => void,
): void {
  for (let step = 0; step < MOST_STEPS; step++) {
    const next = earliest(sources.flatMap((source) => [...source(core)]).filter((due) => due.at <= limit(due)));
    if (!next) return;
    core.step(() => {
      stand(next.at);
      next.run();
    });
  }
  throw new Error("Due work does not come to an end: a piece of it leaves itself due.");
}

function earliest(due: readonly Due[]): Due | undefined {
  return due.reduce<Due | undefined>((first, one) => (first && first.at <= one.at ? first : one), undefined);
}

/** The test clock that counts for a piece of work, when that clock exists. */
export function testClockOf(core: Core, due: Due): string | undefined {
  const id = due.of?.test_clock;
  return typeof id === "string" && core.store.get(TEST_CLOCK, id) ? id : undefined;
}

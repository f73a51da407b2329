import type { Core } from "../core";
import type { Due, DueSource } from "../types";

const MOST_STEPS = 200_000;

/** Runs what is due until `limit`, earliest first; each piece may make more. */
export function runDue(core: Core, sources: readonly DueSource[], limit: number, stand: (at: number) => void): void {
  for (let step = 0; step < MOST_STEPS; step++) {
    const next = earliest(sources.flatMap((source) => [...source(core)]).filter(({ at }) => at <= limit));
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

import type { Core } from "../core";
import { fieldsOf, numberOf } from "../http/fields";
import type { DueSource, Wire } from "../types";
import { TEST_CLOCK } from "./clock";
import { runDue, testClockOf } from "./due";

/** Brings every test clock that was told to advance to where it was sent, through all the work in between. */
export function advanceTestClocks(core: Core, sources: readonly DueSource[]): void {
  for (const { id, status } of core.store.all(TEST_CLOCK)) {
    if (status === "advancing") advance(core, sources, id);
  }
}

function advance(core: Core, sources: readonly DueSource[], id: string): void {
  const target = targetOf(core.store.get(TEST_CLOCK, id));
  if (target === undefined) return;
  const stand = (at: number) => {
    const clock = core.store.get(TEST_CLOCK, id);
    if (clock) core.store.put({ ...clock, frozen_time: Math.max(at, numberOf(clock.frozen_time) ?? at) });
  };
  runDue(core, sources, (due) => (testClockOf(core, due) === id ? target : Number.NEGATIVE_INFINITY), stand);
  core.step(() => {
    const clock = core.store.get(TEST_CLOCK, id);
    if (!clock) return;
    const ready: Wire = { ...clock, frozen_time: target, status: "ready", status_details: {} };
    core.store.put(ready);
    core.emit("test_helpers.test_clock.ready", ready);
  });
}

function targetOf(clock: Wire | undefined): number | undefined {
  return numberOf(fieldsOf(fieldsOf(clock?.status_details).advancing).target_frozen_time);
}

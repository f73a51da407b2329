import type { EventsToReplay } from "@/lib/billing/sync/inbox-rules";
import { findEventAccounts, findEvents } from "@/lib/billing/sync/queries";
import { replayEvents } from "@/lib/billing/sync/replay-event";
import { replayUnownedEvents } from "@/lib/billing/sync/replay-unowned-events";
import { AppError } from "@/lib/errors";
import { type Answer, cells, type Input, operatorIn, UsageError } from "@/ops/command";

const STATES = ["received", "done", "ignored", "failed", "dead"] as const;

export async function events({ values }: Input): Promise<Answer> {
  const state = STATES.find((known) => known === values.state);
  if (values.state !== undefined && !state) throw new UsageError(`--state is one of ${STATES.join(", ")}.`);
  const found = await findEvents(state ?? null);
  return { rows: found.map(cells), data: found };
}

/** Puts one event, or all that were given up, back into the inbox for the worker. */
export async function replay({ first: id, values }: Input): Promise<Answer> {
  if ((id === "") === !values.dead) throw new UsageError("Name one event, or say --dead for all that were given up.");
  const which: EventsToReplay = values.dead ? { dead: true } : { ids: [id] };
  const replayed: string[] = [];
  for (const account of await findEventAccounts(which)) {
    replayed.push(...(await replayEvents(operatorIn(account), which)));
  }
  replayed.push(...(await replayUnownedEvents(which)));
  if (replayed.length === 0 && !values.dead) throw new AppError("NOT_FOUND", { noun: `event ${id} to replay` });
  return { rows: replayed.map((event) => ({ event, state: "received" })), data: { replayed } };
}

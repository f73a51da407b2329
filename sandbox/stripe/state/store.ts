import { createHash, randomBytes } from "node:crypto";
import type { Store, Wire } from "../types";
import type { Entry, Journal } from "./journal";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const ID_LENGTH = 24;

/** Kept beside Stripe's objects, and never answered: settings of the sandbox, deliveries, answers by idempotency key. */
export const STATE = "_state";

/** Everything the sandbox knows, changed in steps: a step is written down as a whole, or undone. */
export class StepStore implements Store {
  readonly #objects = new Map<string, Map<string, Wire>>();
  readonly #kinds = new Map<string, string>();
  readonly #lists = new Map<string, readonly Wire[]>();
  readonly #counters = new Map<string, number>();
  #entries: Entry[] = [];
  #undo: (() => void)[] = [];

  constructor(readonly journal: Journal) {
    for (const entry of journal.read()) this.#apply(entry);
  }

  get(object: string, id: string): Wire | undefined {
    return this.#objects.get(object)?.get(id);
  }

  find(id: string): Wire | undefined {
    const object = this.#kinds.get(id);
    return object === undefined ? undefined : this.get(object, id);
  }

  put(wire: Wire): void {
    const copy: Wire = JSON.parse(JSON.stringify(wire));
    const before = this.get(wire.object, wire.id);
    this.#undo.push(() => (before ? this.#set(before) : this.#unset(wire.object, wire.id)));
    this.#entries.push({ put: copy });
    this.#set(freeze(copy));
  }

  remove(object: string, id: string): void {
    const before = this.get(object, id);
    if (!before) return;
    this.#undo.push(() => this.#set(before));
    this.#entries.push({ remove: { object, id } });
    this.#unset(object, id);
  }

  all(object: string): readonly Wire[] {
    const known = this.#lists.get(object);
    if (known) return known;
    const list = [...(this.#objects.get(object)?.values() ?? [])].reverse();
    this.#lists.set(object, list);
    return list;
  }

  id(prefix: string): string {
    const seed = this.get(STATE, "seed")?.value;
    const bytes =
      typeof seed === "string"
        ? createHash("sha256")
            .update(`${seed}:${this.next("_id")}`)
            .digest()
        : randomBytes(ID_LENGTH);
    let text = prefix.endsWith("_") ? prefix : `${prefix}_`;
    for (let index = 0; index < ID_LENGTH; index++) text += ALPHABET[(bytes[index] ?? 0) % ALPHABET.length];
    return text;
  }

  next(counter: string): number {
    const before = this.#counters.get(counter) ?? 0;
    this.#undo.push(() => this.#counters.set(counter, before));
    this.#entries.push({ counter: { name: counter, value: before + 1 } });
    this.#counters.set(counter, before + 1);
    return before + 1;
  }

  /** Ends a step: what it changed is in the journal when this returns. */
  commit(): void {
    if (this.#entries.length > 0) this.journal.append(this.#entries);
    this.#entries = [];
    this.#undo = [];
  }

  rollback(): void {
    for (const undo of this.#undo.reverse()) undo();
    this.#entries = [];
    this.#undo = [];
  }

  /** Forgets everything. */
  clear(): void {
    for (const known of [this.#objects, this.#kinds, this.#lists, this.#counters]) known.clear();
    this.#entries = [];
    this.#undo = [];
    this.journal.rewrite([]);
  }

  /** Writes the journal anew, as short as it can be. */
  compact(): void {
    const objects = [...this.#objects.values()].flatMap((wires) => [...wires.values()]);
    const counters = [...this.#counters].map(([name, value]) => ({ counter: { name, value } }));
    this.journal.rewrite([...objects.map((put) => ({ put })), ...counters]);
  }

  #apply(entry: Entry): void {
    if ("put" in entry) this.#set(freeze(entry.put));
    else if ("remove" in entry) this.#unset(entry.remove.object, entry.remove.id);
    else this.#counters.set(entry.counter.name, entry.counter.value);
  }

  #set(wire: Wire): void {
    const wires = this.#objects.get(wire.object) ?? new Map<string, Wire>();
    this.#objects.set(wire.object, wires);
    wires.set(wire.id, wire);
    this.#kinds.set(wire.id, wire.object);
    this.#lists.delete(wire.object);
  }

  #unset(object: string, id: string): void {
    this.#objects.get(object)?.delete(id);
    this.#kinds.delete(id);
    this.#lists.delete(object);
  }
}

function freeze<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  for (const one of Object.values(value)) freeze(one);
  return Object.freeze(value);
}

import type { Fields, Sandbox, Wire } from "../types";

/** Stores what `changed` holds anew, and emits `type` with what was there before; nothing when nothing differs. */
export function putChanged(sandbox: Sandbox, before: Wire, changed: Wire, type: string): Wire {
  const previous: Fields = {};
  for (const name of Object.keys(changed)) {
    if (JSON.stringify(before[name]) !== JSON.stringify(changed[name])) previous[name] = before[name] ?? null;
  }
  if (Object.keys(previous).length === 0) return before;
  sandbox.store.put(changed);
  sandbox.emit(type, changed, previous);
  return changed;
}

export function putNew(sandbox: Sandbox, wire: Wire, type: string): Wire {
  sandbox.store.put(wire);
  sandbox.emit(type, wire);
  return wire;
}

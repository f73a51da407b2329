import { noSuch } from "../../http/errors";
import type { Fields, Sandbox, Wire } from "../../types";
import type { Kinds } from "./wires";

/** Only this engine and the resources beside it write these objects, so the word in `object` says the shape. */
function isKind<K extends keyof Kinds>(wire: Wire | undefined, kind: K): wire is Kinds[K] {
  return wire !== undefined && wire.object === kind && wire.deleted !== true;
}

export function find<K extends keyof Kinds>(sandbox: Sandbox, kind: K, id: string): Kinds[K] | undefined {
  const wire = sandbox.store.get(kind, id);
  return isKind(wire, kind) ? wire : undefined;
}

/** `param` names the parameter that held the id; without it the id came from the path. */
export function load<K extends keyof Kinds>(sandbox: Sandbox, kind: K, id: string, param?: string): Kinds[K] {
  const wire = find(sandbox, kind, id);
  if (!wire) throw noSuch(kind, id, param ?? "id", param === undefined ? 404 : 400);
  return wire;
}

export function allOf<K extends keyof Kinds>(sandbox: Sandbox, kind: K): readonly Kinds[K][] {
  return sandbox.store.all(kind).filter((wire) => isKind(wire, kind));
}

/** Stores a new object and says so. */
export function create<W extends Wire>(sandbox: Sandbox, wire: W, event?: string): W {
  sandbox.store.put(wire);
  if (event !== undefined) sandbox.emit(event, wire);
  return wire;
}

/** Stores what differs, and emits `event` with what was there before. Nothing is emitted when nothing differs. */
export function change<W extends Wire>(sandbox: Sandbox, wire: W, fields: Partial<W>, event?: string): W {
  const previous: Fields = {};
  for (const [name, value] of Object.entries(fields)) {
    if (JSON.stringify(wire[name]) !== JSON.stringify(value)) previous[name] = wire[name];
  }
  if (Object.keys(previous).length === 0) return wire;
  const changed = { ...wire, ...fields };
  sandbox.store.put(changed);
  if (event !== undefined) sandbox.emit(event, changed, previous);
  return changed;
}

/** True the first time: for what the clock says once, such as a reminder. */
export function markOnce(sandbox: Sandbox, id: string): boolean {
  if (sandbox.store.get("sandbox_mark", id)) return false;
  sandbox.store.put({ id, object: "sandbox_mark" });
  return true;
}

export function isMarked(sandbox: Sandbox, id: string): boolean {
  return sandbox.store.get("sandbox_mark", id) !== undefined;
}

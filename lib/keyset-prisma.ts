import type { z } from "zod";
import { INSTANT, type KeysetPage, type KeysetRange, planWalk, toKeysetPage } from "@/lib/keyset";

/** The instant that a list is sorted by, latest first, and the form of its rows' ids unless they are UUIDs. */
export type InstantSort<By extends string> = { by: By; idForm?: z.ZodType<string> };

/** An object with one field; the overload keeps the field's name in the type. */
function field<Name extends string, Value>(name: Name, value: Value): Record<Name, Value>;
function field(name: string, value: unknown) {
  return { [name]: value };
}

/** Builds the arguments of `findMany` that read a range of a list, latest first. Errors: VALIDATION as `planWalk`. */
export function prismaKeyset<By extends string>(range: KeysetRange, { by, idForm }: InstantSort<By>) {
  const form = { value: INSTANT, ...(idForm && { id: idForm }) };
  const { position, down, take } = planWalk(range, form, true);
  const order = down ? ("desc" as const) : ("asc" as const);
  return {
    within: position ? beyond(by, down, new Date(position[0]), position[1]) : {},
    walk: { orderBy: [field(by, order), { id: order }], take },
    toPage: <Row extends Record<By, Date> & { id: string }>(found: readonly Row[]): KeysetPage<Row> =>
      toKeysetPage(found, range, (row) => [row[by].toISOString(), row.id]),
  };
}

function beyond<By extends string>(by: By, down: boolean, at: Date, id: string) {
  const past = <Value>(value: Value) => (down ? { lt: value } : { gt: value });
  return { OR: [field(by, past(at)), { ...field(by, at), id: past(id) }] };
}

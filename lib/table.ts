export type SearchParams = Readonly<Record<string, string | readonly string[] | undefined>>;

export type TableSort = { id: string; descending: boolean };

export type TableSpec = {
  /** Column ids that may be sorted by. */
  sortable: readonly string[];
  /** "name" or "-updatedAt". */
  defaultSort: string | null;
  /** Names of the filters, which are the names of their parameters. */
  filters: readonly string[];
};

/** The state of a list page for its loader. Drops parameters that the table does not know. */
export type TableState = {
  query: string;
  sort: TableSort | null;
  filters: Readonly<Record<string, string>>;
  /** Keyset cursors, opaque here; at most one is set. */
  after: string | null;
  before: string | null;
};

const MAX_PARAMETER = 200;
const MAX_CURSOR = 1000;

function one(params: SearchParams, name: string, max: number): string {
  const value = params[name];
  const first = typeof value === "string" ? value : value?.[0];
  // An address can carry a NUL, but Postgres refuses it.
  return (first ?? "").replaceAll("\0", "").trim().slice(0, max);
}

function toSort(text: string): TableSort {
  return text.startsWith("-") ? { id: text.slice(1), descending: true } : { id: text, descending: false };
}

/** Reads the address of a list page; invalid parameters count as absent. */
export function readTableState(params: SearchParams, spec: TableSpec): TableState {
  const asked = toSort(one(params, "sort", MAX_PARAMETER));
  const fallback = spec.defaultSort === null ? null : toSort(spec.defaultSort);
  const filters: Record<string, string> = {};
  for (const name of spec.filters) {
    const value = one(params, name, MAX_PARAMETER);
    if (value) filters[name] = value;
  }
  const after = one(params, "after", MAX_CURSOR) || null;
  return {
    query: one(params, "q", MAX_PARAMETER),
    sort: spec.sortable.includes(asked.id) ? asked : fallback,
    filters,
    after,
    before: after ? null : one(params, "before", MAX_CURSOR) || null,
  };
}

/**
 * The same page with some parameters changed; null removes one. Goes back to the start unless `change` sets a cursor.
 */
export function tableHref(path: string, params: SearchParams, change: Readonly<Record<string, string | null>>): string {
  const next = new URLSearchParams(keptParams(params, ["after", "before", ...Object.keys(change)]));
  for (const [name, value] of Object.entries(change)) if (value) next.set(name, value);
  const query = next.toString();
  return query ? `${path}?${query}` : path;
}

/** The parameters to keep, as name and value pairs; also the hidden fields of the search form. */
export function keptParams(params: SearchParams, without: readonly string[]): [string, string][] {
  return Object.entries(params).flatMap(([name, value]) => {
    const first = typeof value === "string" ? value : value?.[0];
    const kept: [string, string][] = first && !without.includes(name) ? [[name, first]] : [];
    return kept;
  });
}

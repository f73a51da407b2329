import { X } from "lucide-react";
import Form from "next/form";
import { FilterMenu } from "@/components/data-table/filter-menu";
import type { Filter } from "@/components/data-table/table-types";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Link } from "@/components/ui/link";
import { keptParams, type SearchParams, type TableState, tableHref } from "@/lib/table";

type FilterChipsProps = { path: string; params: SearchParams; state: TableState; filters: readonly Filter[] };

function spoken(filter: Filter, value: string): string {
  if (filter.kind !== "options") return value;
  return filter.options.find((option) => option.value === value)?.label ?? value;
}

function Choice({ filter, path, params }: { filter: Filter; path: string; params: SearchParams }) {
  if (filter.kind === "options") {
    return (
      <ul>
        {filter.options.map((option) => (
          <li key={option.value}>
            <Link
              href={tableHref(path, params, { [filter.id]: option.value })}
              className="focus-inset flex min-h-7 items-center rounded-sm px-2 py-1 hover:bg-sunken max-sm:min-h-10"
            >
              {option.label}
            </Link>
          </li>
        ))}
      </ul>
    );
  }
  return (
    <Form action={path} className="flex gap-1.5 p-1.5">
      {keptParams(params, [filter.id, "after", "before"]).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Input
        name={filter.id}
        type={filter.kind === "date" ? "date" : "text"}
        aria-label={filter.label}
        placeholder={filter.kind === "text" ? filter.placeholder : undefined}
        required
      />
      <Button type="submit">Apply</Button>
    </Form>
  );
}

/** An active filter is a chip that removes itself; an inactive one opens its choices. Uses only links and forms. */
export function FilterChips({ path, params, state, filters }: FilterChipsProps) {
  return filters.map((filter) => {
    const value = state.filters[filter.id];
    return value ? (
      <Link
        key={filter.id}
        href={tableHref(path, params, { [filter.id]: null })}
        className="inline-flex h-7 items-center gap-1 rounded-full border border-accent-line bg-accent-soft px-2.5 text-accent text-sm hover:border-accent"
      >
        <span className="sr-only">Remove filter </span>
        {filter.label}: {spoken(filter, value)}
        <X aria-hidden="true" className="size-3.5" />
      </Link>
    ) : (
      // A new address closes the menu, because the key makes it a new element.
      <FilterMenu key={`${filter.id} ${tableHref(path, params, {})}`} label={filter.label}>
        <Choice filter={filter} path={path} params={params} />
      </FilterMenu>
    );
  });
}

import { Search } from "lucide-react";
import Form from "next/form";
import { Input } from "@/components/ui/input";
import { keptParams, type SearchParams } from "@/lib/table";

type SearchBoxProps = { path: string; params: SearchParams; query: string; placeholder: string };

export function SearchBox({ path, params, query, placeholder }: SearchBoxProps) {
  return (
    <Form action={path} role="search" aria-label={placeholder} className="relative w-full sm:w-60">
      {keptParams(params, ["q", "after", "before"]).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Search
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 left-2.5 size-3.5 -translate-y-1/2 text-ink-3"
      />
      {/* The key resets the box to the address's text when the address changes. */}
      <Input
        key={query}
        type="search"
        name="q"
        defaultValue={query}
        aria-label={placeholder}
        placeholder={placeholder}
        className="h-7 pl-8 sm:text-sm"
      />
    </Form>
  );
}

import Form from "next/form";
import { KIND_OPTIONS, VISIBILITY_OPTIONS } from "@/components/packages/package-filters";
import type { SearchAddress } from "@/components/packages/search-address";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";

const ANY_KIND = { value: "", label: "Any kind" };
const ANY_VISIBILITY = { value: "", label: "Any visibility" };

/** A GET form, so it works before scripts load. The key resets its fields to the address. */
export function SearchForm({ address, signedIn }: { address: SearchAddress; signedIn: boolean }) {
  const { text, kind, visibility, scope } = address;
  return (
    <Form
      key={[text, kind, visibility, scope].join("\n")}
      action="/search"
      role="search"
      aria-label="Packages"
      className="mb-4 grid grid-cols-2 items-end gap-2 sm:flex sm:flex-wrap"
    >
      <Field label="Search" className="col-span-2 min-w-0 sm:flex-1 sm:basis-64">
        <Input type="search" name="q" defaultValue={text} placeholder="Name, keyword or words of a readme" />
      </Field>
      <Field label="Kind" className="sm:w-36">
        <Select name="kind" defaultValue={kind ?? ""} options={[ANY_KIND, ...KIND_OPTIONS]} />
      </Field>
      {signedIn ? (
        <Field label="Visibility" className="sm:w-36">
          <Select name="visibility" defaultValue={visibility ?? ""} options={[ANY_VISIBILITY, ...VISIBILITY_OPTIONS]} />
        </Field>
      ) : null}
      <Field label="Scope" className="sm:w-36">
        <Input name="scope" defaultValue={scope} placeholder="acme" mono autoComplete="off" spellCheck={false} />
      </Field>
      <Button type="submit" variant="primary" className="mb-1 max-sm:h-10">
        Search
      </Button>
    </Form>
  );
}

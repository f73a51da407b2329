import type { Metadata } from "next";
import { EmptyState } from "@/components/feedback/empty-state";
import { PageHeader } from "@/components/layout/page-header";
import { RESULTS_ON_A_PAGE, readSearchAddress } from "@/components/packages/search-address";
import { SearchForm } from "@/components/packages/search-form";
import { SearchResult } from "@/components/packages/search-result";
import { Pagination } from "@/components/ui/pagination";
import { TextLink } from "@/components/ui/text-link";
import { currentPerson } from "@/lib/access/loaders";
import { formatQuantity } from "@/lib/count";
import { searchPage } from "@/lib/packages/catalogue/loaders";
import { type SearchParams, tableHref } from "@/lib/table";

type SearchPageProps = { searchParams: Promise<SearchParams> };

export async function generateMetadata({ searchParams }: SearchPageProps): Promise<Metadata> {
  const { text } = readSearchAddress(await searchParams);
  return { title: text === "" ? "Packages" : `Packages for “${text}”` };
}

export default async function SearchPage({ searchParams }: SearchPageProps) {
  const params = await searchParams;
  const address = readSearchAddress(params);
  const { text, kind, visibility, scope, page } = address;
  const from = (page - 1) * RESULTS_ON_A_PAGE;
  const [person, { total, rows }] = await Promise.all([
    currentPerson(),
    searchPage({
      text,
      ...(kind ? { kinds: [kind] } : {}),
      ...(visibility ? { visibility } : {}),
      ...(scope ? { scope } : {}),
      from,
      size: RESULTS_ON_A_PAGE,
    }),
  ]);
  const pageHref = (number: number) => tableHref("/search", params, { page: number === 1 ? null : String(number) });
  return (
    <div className="pb-12">
      <PageHeader
        title="Packages"
        description={person ? "Public packages, and the private packages of your accounts." : "All public packages."}
      />
      <SearchForm address={address} signedIn={person !== null} />
      <p aria-live="polite" className="mb-2 text-ink-3 text-sm">
        {formatQuantity(total, "package")}
        {text === "" ? "" : ` for “${text}”`}
        {total > RESULTS_ON_A_PAGE && rows.length > 0 ? `, ${from + 1} to ${from + rows.length}` : ""}
      </p>
      {rows.length > 0 ? (
        <ul aria-label="Packages found" className="rounded border border-line bg-surface">
          {rows.map((hit) => (
            <SearchResult key={hit.id} hit={hit} search={text} />
          ))}
        </ul>
      ) : (
        <div className="rounded border border-line bg-surface">
          {total > 0 ? (
            <EmptyState title="This page is empty" action={<TextLink href={pageHref(1)}>Show the first page</TextLink>}>
              The list has fewer pages.
            </EmptyState>
          ) : (
            <EmptyState title="No package matches" action={<TextLink href="/search">Show all packages</TextLink>}>
              {person
                ? "Try fewer words or another filter."
                : "Try fewer words or another filter. Private packages show after you sign in."}
            </EmptyState>
          )}
        </div>
      )}
      <Pagination
        label="Packages found"
        previousHref={page > 1 ? pageHref(page - 1) : null}
        nextHref={from + rows.length < total && rows.length > 0 ? pageHref(page + 1) : null}
      />
    </div>
  );
}

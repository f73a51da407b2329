import type { Metadata } from "next";
import { SuccessPage } from "@/app/(dashboard)/_billing/outcome-page";
import type { SearchParams } from "@/components/data-table/table-state";
import { personalContext } from "@/lib/access/loaders";

export const metadata: Metadata = { title: "Your purchase" };

type PageProps = { searchParams: Promise<SearchParams> };

export default async function PersonalSuccessPage({ searchParams }: PageProps) {
  return <SuccessPage ctx={await personalContext()} params={await searchParams} />;
}

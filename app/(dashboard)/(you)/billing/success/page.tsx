import type { Metadata } from "next";
import { SuccessPage } from "@/app/(dashboard)/_billing/outcome-page";
import { personalContext } from "@/lib/access/loaders";
import type { SearchParams } from "@/lib/table";

export const metadata: Metadata = { title: "Your purchase" };

type PageProps = { searchParams: Promise<SearchParams> };

export default async function PersonalSuccessPage({ searchParams }: PageProps) {
  return <SuccessPage ctx={await personalContext()} params={await searchParams} />;
}

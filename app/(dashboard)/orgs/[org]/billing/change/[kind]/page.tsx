import type { Metadata } from "next";
import { ChangePage, changeKindOf, changeTitle } from "@/app/(dashboard)/_billing/change-page";
import { requireAccount } from "@/lib/access/loaders";

type PageProps = { params: Promise<{ org: string; kind: string }> };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { org, kind } = await params;
  const { account } = await requireAccount(org);
  return { title: `${changeTitle(changeKindOf(kind))}, ${account.name}` };
}

export default async function OrganizationChangePage({ params }: PageProps) {
  const { org, kind } = await params;
  return <ChangePage ctx={await requireAccount(org)} kind={changeKindOf(kind)} />;
}

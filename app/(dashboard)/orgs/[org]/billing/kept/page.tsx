import type { Metadata } from "next";
import { KeptPage } from "@/app/(dashboard)/_billing/kept-page";
import { requireAccount } from "@/lib/access/loaders";

type PageProps = { params: Promise<{ org: string }> };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { account } = await requireAccount((await params).org);
  return { title: `Choose what stays writable, ${account.name}` };
}

export default async function OrganizationKeptPage({ params }: PageProps) {
  return <KeptPage ctx={await requireAccount((await params).org)} />;
}

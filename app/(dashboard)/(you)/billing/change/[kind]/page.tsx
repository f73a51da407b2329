import type { Metadata } from "next";
import { ChangePage, changeKindOf, changeTitle } from "@/app/(dashboard)/_billing/change-page";
import { personalContext } from "@/lib/access/loaders";

type PageProps = { params: Promise<{ kind: string }> };

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: changeTitle(changeKindOf((await params).kind)) };
}

export default async function PersonalChangePage({ params }: PageProps) {
  return <ChangePage ctx={await personalContext()} kind={changeKindOf((await params).kind)} />;
}

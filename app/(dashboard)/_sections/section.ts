import type { Metadata } from "next";
import type { ReactNode } from "react";
import { type AccountWords, wordsFor } from "@/components/layout/account-words";
import { accountOfRoute } from "@/lib/access/loaders";
import type { AccountRef } from "@/lib/access/types";
import type { SearchParams } from "@/lib/table";

/** A page's props on either side. `org` exists only below `/orgs/[org]`. */
export type SectionProps<Params = object> = {
  params: Promise<Params & { org?: string }>;
  searchParams: Promise<SearchParams>;
};

export type SectionLayoutProps<Params = object> = Pick<SectionProps<Params>, "params"> & { children: ReactNode };

type SectionMetadata = (props: Pick<SectionProps, "params">) => Promise<Metadata>;

/** The `generateMetadata` of a page with different titles for a person and an organization. */
export function titled(titleOf: (account: AccountRef) => AccountWords): SectionMetadata {
  return async ({ params }) => {
    const { account } = await accountOfRoute((await params).org);
    return { title: wordsFor(account, titleOf(account)) };
  };
}

/** The same for one title, followed by an organization's name. */
export function titledWithName(title: string): SectionMetadata {
  return titled(({ name }) => ({ you: title, organization: `${title}, ${name}` }));
}

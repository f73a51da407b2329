import { TextLink } from "@/components/ui/text-link";
import type { AccountPaths } from "@/lib/paths";

type BeforeCancelProps = {
  paths: AccountPaths;
  /** Whether a smaller plan follows and the owner can choose what stays writable. */
  choose: boolean;
};

/** Exports and decisions before the end; all of them work afterwards too. */
export function BeforeCancel({ paths, choose }: BeforeCancelProps) {
  return (
    <ul className="mb-4 flex max-w-[720px] list-disc flex-col gap-1 pl-5 text-ink-2">
      <li>
        Installs keep working after the last day, so every version can still be downloaded:{" "}
        <TextLink href={paths.packages}>see the packages</TextLink>.
      </li>
      <li>
        Invoices stay here, and{" "}
        <TextLink href={paths.allLines} download prefetch={false}>
          all their lines can be downloaded (CSV)
        </TextLink>
        .
      </li>
      {choose ? (
        <li>
          If the next plan includes fewer, <TextLink href={paths.kept}>choose what stays writable</TextLink>.
        </li>
      ) : null}
    </ul>
  );
}

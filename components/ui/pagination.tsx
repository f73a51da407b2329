import { ChevronLeft, ChevronRight } from "lucide-react";
import { buttonStyle } from "@/components/ui/button-style";
import { Link } from "@/components/ui/link";

type PaginationProps = {
  /** The name of the paged list. */
  label: string;
  previousHref: string | null;
  nextHref: string | null;
};

function Step({ href, rel }: { href: string | null; rel: "prev" | "next" }) {
  const words = rel === "prev" ? "Previous" : "Next";
  const content = (
    <>
      {rel === "prev" ? <ChevronLeft aria-hidden="true" /> : null}
      {words}
      {rel === "next" ? <ChevronRight aria-hidden="true" /> : null}
    </>
  );
  return href ? (
    <Link href={href} rel={rel} className={buttonStyle({ size: "sm" })}>
      {content}
    </Link>
  ) : (
    <span className={buttonStyle({ size: "sm", off: true })}>{content}</span>
  );
}

/** Keyset pages have a next and a previous one, but no numbers. */
export function Pagination({ label, previousHref, nextHref }: PaginationProps) {
  if (!previousHref && !nextHref) return null;
  return (
    <nav aria-label={`Pages of ${label}`} className="ml-auto flex gap-2">
      <Step href={previousHref} rel="prev" />
      <Step href={nextHref} rel="next" />
    </nav>
  );
}

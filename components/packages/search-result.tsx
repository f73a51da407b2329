import { highlight } from "@/components/packages/highlight";
import { KindTag, VisibilityTag } from "@/components/packages/package-tags";
import { Link } from "@/components/ui/link";
import { RelativeTime } from "@/components/ui/relative-time";
import { TextLink } from "@/components/ui/text-link";
import type { PackageKind, Visibility } from "@/generated/prisma/enums";
import { packageHref, profileHref } from "@/lib/paths";

export type SearchHit = {
  name: string;
  kind: PackageKind;
  visibility: Visibility;
  description: string;
  keywords: readonly string[];
  license: string;
  latest: string;
  updatedAt: Date;
  owner: string;
};

function Marked({ text, search }: { text: string; search: string }) {
  let at = 0;
  return highlight(text, search).map((part) => {
    const key = at;
    at += part.text.length;
    return part.hit ? (
      <mark key={key} className="rounded-[2px] bg-accent-soft text-inherit">
        {part.text}
      </mark>
    ) : (
      part.text
    );
  });
}

export function SearchResult({ hit, search }: { hit: SearchHit; search: string }) {
  const { name, kind, visibility, description, keywords, license, latest, updatedAt, owner } = hit;
  return (
    <li className="border-line border-b px-4 py-3 last:border-0">
      <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
        <h2 className="min-w-0 break-all font-medium font-mono">
          <Link href={packageHref(name)} className="rounded-sm hover:underline">
            <Marked text={name} search={search} />
          </Link>
        </h2>
        <span className="font-mono text-ink-3 text-sm">{latest}</span>
        <VisibilityTag visibility={visibility} />
        <KindTag kind={kind} />
      </div>
      {description ? (
        <p className="mt-0.5 line-clamp-2 max-w-[90ch] text-ink-2">
          <Marked text={description} search={search} />
        </p>
      ) : null}
      <p className="mt-1 flex flex-wrap gap-x-3 text-ink-3 text-sm">
        <span>
          Updated <RelativeTime at={updatedAt} /> by <TextLink href={profileHref(owner)}>@{owner}</TextLink>
        </span>
        {license ? <span>{license}</span> : null}
        {keywords.length > 0 ? (
          <span className="min-w-0 truncate">
            <span className="sr-only">Keywords: </span>
            <Marked text={keywords.slice(0, 8).join(", ")} search={search} />
          </span>
        ) : null}
      </p>
    </li>
  );
}

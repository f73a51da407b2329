import { DeprecatedTag, KindTag, VisibilityTag } from "@/components/packages/package-tags";
import { Banner } from "@/components/ui/banner";
import { NavTabs } from "@/components/ui/nav-tabs";
import { RelativeTime } from "@/components/ui/relative-time";
import { TextLink } from "@/components/ui/text-link";
import type { PackageView } from "@/lib/packages/catalogue/types";
import { packageHref, profileHref } from "@/lib/paths";

type PackageHeaderProps = {
  view: PackageView;
  /** The version in the address; null without one. */
  pinned: string | null;
};

export function PackageHeader({ view, pinned }: PackageHeaderProps) {
  const { name, owner, version } = view;
  const at = { version: pinned };
  const tabs = [
    { href: packageHref(name, at), label: "Readme", exact: true },
    { href: packageHref(name, { ...at, tab: "versions" }), label: "Versions", count: view.versionCount },
    { href: packageHref(name, { ...at, tab: "dependencies" }), label: "Dependencies", count: version.dependencyCount },
    { href: packageHref(name, { ...at, tab: "files" }), label: "Files", count: version.fileCount },
    { href: packageHref(name, { ...at, tab: "manifest" }), label: "Manifest" },
    { href: packageHref(name, { ...at, tab: "provenance" }), label: "Provenance" },
    ...(view.role === null ? [] : [{ href: packageHref(name, { ...at, tab: "settings" }), label: "Settings" }]),
  ];
  return (
    <>
      <header className="mb-4">
        <p className="text-ink-3 text-sm">
          <TextLink href={profileHref(owner.handle)}>@{owner.handle}</TextLink> · {owner.name}
        </p>
        <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="min-w-0 break-all font-mono font-semibold text-xl tracking-[-0.01em]">{name}</h1>
          <span className="font-mono text-ink-2">{version.version}</span>
          <span className="flex flex-wrap gap-1.5">
            <VisibilityTag visibility={view.visibility} />
            <KindTag kind={view.kind} />
            <DeprecatedTag message={version.deprecated} />
          </span>
        </div>
        {version.description ? <p className="mt-1 max-w-[80ch] text-ink-2">{version.description}</p> : null}
        <p className="mt-1 text-ink-3 text-sm">
          Published <RelativeTime at={version.publishedAt} /> by {version.publisher}
        </p>
      </header>
      {version.deprecated ? (
        <Banner tone="warn" title="This version is deprecated" className="mb-3">
          {version.deprecated}
        </Banner>
      ) : null}
      {version.version === view.latest ? null : (
        <Banner className="mb-3" action={<TextLink href={packageHref(name)}>Show {view.latest}</TextLink>}>
          You are looking at {version.version}; the latest version is {view.latest}.
        </Banner>
      )}
      <NavTabs label={`Pages of ${name}`} tabs={tabs} />
    </>
  );
}

import { InstallCommands } from "@/components/packages/install-commands";
import { DescriptionList, type Fact } from "@/components/ui/description-list";
import { AbsoluteTime, RelativeTime } from "@/components/ui/relative-time";
import { TextLink } from "@/components/ui/text-link";
import { rolesWith } from "@/lib/access/permissions";
import { roleInWords, rolesInWords } from "@/lib/access/roles";
import { formatBytes } from "@/lib/bytes";
import { formatCount } from "@/lib/count";
import type { PackageView } from "@/lib/packages/catalogue/types";
import { profileHref } from "@/lib/paths";

function WebLink({ href }: { href: string }) {
  return (
    <TextLink href={href} rel="nofollow noopener noreferrer" className="break-all">
      {href.replace(/^https?:\/\//, "").replace(/\/$/, "")}
    </TextLink>
  );
}

function factsOf({ version, owner, updatedAt, createdAt }: PackageView): Fact[] {
  return [
    { term: "License", value: version.license || <span className="text-ink-3">not stated</span> },
    ...(version.homepage ? [{ term: "Homepage", value: <WebLink href={version.homepage} /> }] : []),
    ...(version.repository ? [{ term: "Repository", value: <WebLink href={version.repository} /> }] : []),
    { term: "Unpacked", value: `${formatBytes(version.unpackedSize)}, ${formatCount(version.fileCount)} files` },
    { term: "Tarball", value: formatBytes(version.size) },
    { term: "Last change", value: <RelativeTime at={updatedAt} /> },
    { term: "First publish", value: <AbsoluteTime at={createdAt} /> },
    { term: "Maintained by", value: <TextLink href={profileHref(owner.handle)}>{owner.name}</TextLink> },
  ];
}

type PackageSidebarProps = { view: PackageView; pinned: string | null; registryUrl: string };

export function PackageSidebar({ view, pinned, registryUrl }: PackageSidebarProps) {
  const { name, visibility, version } = view;
  return (
    <aside aria-label="About this package" className="flex min-w-0 flex-col gap-5">
      <section>
        <h2 className="mb-2 font-semibold">Install</h2>
        {view.may.install ? (
          <InstallCommands target={{ name, visibility, registryUrl, version: pinned }} />
        ) : (
          <p className="text-ink-2 text-sm">
            Your role here is <b className="font-medium text-ink">{roleInWords(view.role)}</b>: it reads what a package
            says of itself and installs nothing. Installing needs {rolesInWords(rolesWith("package:install"))}.
          </p>
        )}
      </section>
      <section>
        <h2 className="mb-2 font-semibold">About</h2>
        <DescriptionList facts={factsOf(view)} />
      </section>
      {version.keywords.length > 0 ? (
        <section>
          <h2 className="mb-2 font-semibold">Keywords</h2>
          <ul className="flex flex-wrap gap-x-2.5 gap-y-1 text-sm">
            {version.keywords.map((keyword) => (
              <li key={keyword}>
                <TextLink href={`/search?q=${encodeURIComponent(keyword)}`}>{keyword}</TextLink>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </aside>
  );
}

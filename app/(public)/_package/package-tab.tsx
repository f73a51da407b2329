import { notFound } from "next/navigation";
import { DeniedPanel } from "@/components/feedback/denied-panel";
import { EmptyState } from "@/components/feedback/empty-state";
import { DependencyList } from "@/components/packages/dependency-list";
import { FilePath, FolderTable } from "@/components/packages/file-browser";
import { entriesOf } from "@/components/packages/file-tree";
import { FileViewer } from "@/components/packages/file-viewer";
import { ProvenanceFacts } from "@/components/packages/provenance-facts";
import { Readme } from "@/components/packages/readme";
import { TagCard } from "@/components/packages/tag-card";
import { VersionTable } from "@/components/packages/version-table";
import { VisibilityCard } from "@/components/packages/visibility-card";
import { CodeBlock } from "@/components/ui/code-block";
import { rolesWith } from "@/lib/access/permissions";
import {
  dependenciesOf,
  detailOf,
  fileOf,
  filesOf,
  openPackagePage,
  readmeOf,
  versionsOf,
} from "@/lib/packages/catalogue/loaders";
import type { PackageView } from "@/lib/packages/catalogue/types";
import { changeDecision, visibilityDecision } from "@/lib/packages/upkeep/loaders";
import { type PackageAddress, parsePackageAddress } from "@/lib/paths";
import type { SearchParams } from "@/lib/table";

const VERSIONS_ON_A_PAGE = 50;
const MOST_MANIFEST_CHARACTERS = 100_000;

type TabProps = { view: PackageView; address: PackageAddress; params: SearchParams };
type PackageTabProps = { segments: readonly string[]; params: SearchParams };

/** The body of a package's page, chosen by its address. The frame around it has checked that the package exists. */
export async function PackageTab({ segments, params }: PackageTabProps) {
  const address = parsePackageAddress(segments);
  if (!address) notFound();
  const opened = await openPackagePage(address.name, address.version);
  if ("closed" in opened) return null;
  const Tab = TABS[address.tab];
  return <Tab view={opened.view} address={address} params={params} />;
}

async function ReadmeTab({ view }: TabProps) {
  const readme = await readmeOf(view);
  if (readme.state === "none") {
    return (
      <EmptyState title="No readme">This version has no README.md. Add one and publish the next version.</EmptyState>
    );
  }
  return <Readme readme={readme} />;
}

async function VersionsTab({ view, params }: TabProps) {
  const cursor = (name: string) => {
    const value = params[name];
    return typeof value === "string" && value !== "" ? value : null;
  };
  const range = { after: cursor("after"), before: cursor("before"), limit: VERSIONS_ON_A_PAGE };
  const [page, change] = await Promise.all([versionsOf(view, range), changeDecision(view)]);
  return <VersionTable view={view} page={page} params={params} change={change} />;
}

async function DependenciesTab({ view }: TabProps) {
  const { groups, linked } = await dependenciesOf(view);
  return <DependencyList name={view.name} groups={groups} linked={linked} />;
}

async function FilesTab({ view, address }: TabProps) {
  const { path, version } = address;
  const place = { name: view.name, version, path };
  const files = await filesOf(view);
  const entries = entriesOf(files, path);
  if (entries) {
    return (
      <>
        <FilePath {...place} />
        <FolderTable {...place} entries={entries} />
      </>
    );
  }
  return (
    <>
      <FilePath {...place} />
      {view.may.install ? (
        <FileViewer file={await fileOf(view, path)} />
      ) : (
        <DeniedPanel
          title="You cannot read the contents of packages"
          yourRole={view.role}
          allowedRoles={rolesWith("package:install")}
        />
      )}
    </>
  );
}

async function ManifestTab({ view }: TabProps) {
  const { manifest } = await detailOf(view);
  const code = JSON.stringify(manifest, null, 2);
  return (
    <>
      <CodeBlock
        title={`Manifest of ${view.name}@${view.version.version}`}
        code={code.slice(0, MOST_MANIFEST_CHARACTERS)}
      />
      {code.length > MOST_MANIFEST_CHARACTERS ? (
        <p className="mt-2 text-ink-3 text-sm">The manifest goes on; the registry serves all of it.</p>
      ) : null}
    </>
  );
}

async function ProvenanceTab({ view }: TabProps) {
  const { provenance } = await detailOf(view);
  return <ProvenanceFacts provenance={provenance} />;
}

async function SettingsTab({ view }: TabProps) {
  const { name, owner, visibility, role, may } = view;
  const decision = await visibilityDecision(view);
  if (!decision) notFound();
  return (
    <div className="flex flex-col gap-5">
      <VisibilityCard view={{ name, owner, visibility, role, may }} decision={decision} />
      <TagCard handle={owner.handle} name={name} tags={view.tags} mayChange={may.tag} />
    </div>
  );
}

const TABS = {
  readme: ReadmeTab,
  versions: VersionsTab,
  dependencies: DependenciesTab,
  files: FilesTab,
  manifest: ManifestTab,
  provenance: ProvenanceTab,
  settings: SettingsTab,
} as const satisfies Record<PackageAddress["tab"], (props: TabProps) => Promise<unknown>>;

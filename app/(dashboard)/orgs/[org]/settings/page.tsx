import type { Metadata } from "next";
import { DeniedPanel } from "@/components/feedback/denied-panel";
import { DeniedPopover } from "@/components/feedback/denied-popover";
import { PageHeader } from "@/components/layout/page-header";
import { ChangeHandleForm } from "@/components/people/change-handle-form";
import { RenameOrganizationForm } from "@/components/people/rename-organization-form";
import { CardSection } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { rolesWith } from "@/lib/access/permissions";
import { roleInWords } from "@/lib/access/roles";
import { loadOrganizationSettings, type OrganizationSettings } from "@/lib/people/organizations/loaders";

export const metadata: Metadata = { title: "Organization settings" };

function AsItIs({ name, handle, formerHandles }: OrganizationSettings) {
  const former = formerHandles.map((alias) => `@${alias}`).join(", ");
  return (
    <DescriptionList
      facts={[
        { term: "Name", value: name },
        { term: "Handle", value: <code>@{handle}</code> },
        ...(former ? [{ term: "Aliases", value: <code>{former}</code> }] : []),
      ]}
    />
  );
}

function Body({ settings }: { settings: OrganizationSettings }) {
  const { name, handle, formerHandles, role, mayUpdate, write, owners } = settings;
  if (!mayUpdate) {
    return (
      <>
        <CardSection title="General">
          <AsItIs {...settings} />
        </CardSection>
        <DeniedPanel
          title="You cannot change these settings"
          yourRole={role}
          allowedRoles={rolesWith("account:update")}
          helpers={owners.slice(0, 3).map((owner) => ({ name: owner, role: roleInWords("owner") }))}
        />
      </>
    );
  }
  if (!write.allowed) {
    return (
      <CardSection title="General">
        <AsItIs {...settings} />
        <div className="mt-4">
          <DeniedPopover label="Save name" variant="primary" decision={write} />
        </div>
      </CardSection>
    );
  }
  return (
    <>
      <CardSection title="General">
        <RenameOrganizationForm key={name} handle={handle} name={name} />
      </CardSection>
      <CardSection
        title="Handle"
        description="Its address on Packhouse and the scope of its packages."
        footer="The old handle stays an alias. Links and installs under it keep working."
      >
        <ChangeHandleForm key={handle} handle={handle} name={name} formerHandles={formerHandles} />
      </CardSection>
    </>
  );
}

export default async function OrganizationSettingsPage({ params }: { params: Promise<{ org: string }> }) {
  const settings = await loadOrganizationSettings((await params).org);
  return (
    <>
      <PageHeader title="Settings" description={`The name and handle of ${settings.name}.`} />
      <div className="flex flex-col gap-4">
        <Body settings={settings} />
      </div>
    </>
  );
}

import type { Metadata } from "next";
import { PageHeader } from "@/components/layout/page-header";
import { CreateOrganizationForm } from "@/components/people/create-organization-form";
import { FoundingFactsCard, TrialUsedBanner } from "@/components/people/founding-facts";
import { CardSection } from "@/components/ui/card";
import { loadFoundingFacts } from "@/lib/people/organizations/loaders";

export const metadata: Metadata = { title: "Create an organization" };

export default async function NewOrganizationPage() {
  const facts = await loadFoundingFacts();
  return (
    <>
      <PageHeader
        title="Create an organization"
        description="Work as a team: members with roles, shared private packages, one bill."
      />
      {facts.trialUsedAt ? <TrialUsedBanner usedAt={facts.trialUsedAt} /> : null}
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,420px)]">
        <CardSection title="The organization" description="You become its owner.">
          <CreateOrganizationForm />
        </CardSection>
        <FoundingFactsCard facts={facts} />
      </div>
    </>
  );
}

import type { Metadata } from "next";
import { FeatureList } from "@/components/entitlements/feature-list";
import { PlanCards } from "@/components/entitlements/plan-cards";
import { landingSteps } from "@/components/packages/landing-steps";
import { NewestPackages } from "@/components/packages/newest-packages";
import { LinkButton } from "@/components/ui/link-button";
import { Terminal } from "@/components/ui/terminal";
import { TextLink } from "@/components/ui/text-link";
import { currentPerson } from "@/lib/access/loaders";
import { newestPublicPackages } from "@/lib/overview/loaders";
import { registryUrl } from "@/lib/packages/catalogue/loaders";

export const metadata: Metadata = { title: { absolute: "Packhouse: a private registry for npm packages" } };

export default async function LandingPage() {
  const [person, newest] = await Promise.all([currentPerson(), newestPublicPackages(6)]);
  const steps = landingSteps(registryUrl());
  return (
    <div className="flex flex-col gap-14">
      <section className="grid grid-cols-1 items-center gap-8 pt-2 lg:grid-cols-2 lg:pt-8">
        <div>
          <h1 className="font-semibold text-3xl leading-10 tracking-[-0.02em]">
            A private npm registry with plans, seats and an audit log
          </h1>
          <p className="mt-3 max-w-[60ch] text-ink-2 text-lg leading-7">
            Packhouse stores your team’s packages, controls who can read and publish them, and logs every change. It
            runs on one machine or many.
          </p>
          <div className="mt-5 flex flex-wrap gap-2">
            <LinkButton href={person ? "/overview" : "/sign-in"} variant="primary">
              {person ? "Open your overview" : "Sign in to start"}
            </LinkButton>
            <LinkButton href="/search">Search packages</LinkButton>
          </div>
        </div>
        <Terminal title="Publish the first package" lines={steps.publish} />
      </section>
      <NewestPackages rows={newest.rows} total={newest.total} />
      <section aria-labelledby="features" className="flex flex-col gap-5">
        <h2 id="features" className="font-semibold text-lg">
          What it does
        </h2>
        <FeatureList />
      </section>
      <section aria-labelledby="team" className="grid grid-cols-1 items-center gap-8 lg:grid-cols-2">
        <div>
          <h2 id="team" className="font-semibold text-lg">
            With a team
          </h2>
          <p className="mt-1 max-w-[60ch] text-ink-2">
            Create an organization. Its handle is the scope. Invite people by e-mail, give them a role, and they install
            with their own login. People who leave lose access with the next request.
          </p>
        </div>
        <Terminal title="Install as a colleague" lines={steps.install} />
      </section>
      <section aria-labelledby="plans-title" className="flex flex-col gap-4">
        <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
          <h2 id="plans-title" className="font-semibold text-lg">
            Plans
          </h2>
          <TextLink href="/pricing">Compare everything</TextLink>
        </div>
        <PlanCards level={3} />
      </section>
    </div>
  );
}

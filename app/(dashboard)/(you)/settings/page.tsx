import type { Metadata } from "next";
import { PageHeader } from "@/components/layout/page-header";
import { HandleForm } from "@/components/people/handle-form";
import { ProfileForm } from "@/components/people/profile-form";
import { CardSection } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { changeHandleAction, changeProfileAction } from "@/lib/people/accounts/actions";
import { myProfile } from "@/lib/people/accounts/loaders";

export const metadata: Metadata = { title: "Profile" };

export default async function ProfilePage() {
  const { name, bio, handle, email, formerHandles } = await myProfile();
  return (
    <>
      <PageHeader title="Profile" description="Your public profile, and the scope of your packages." />
      <div className="flex flex-col gap-4">
        <CardSection title="You">
          <DescriptionList className="mb-4" facts={[{ term: "E-mail", value: email }]} />
          <ProfileForm key={`${name} ${bio}`} name={name} bio={bio} action={changeProfileAction.bind(null, handle)} />
        </CardSection>
        <CardSection
          title="Handle"
          description="Your address on Packhouse and the scope of your packages."
          footer="Your old handle stays yours. Links and installs under it keep working."
        >
          <HandleForm
            key={handle}
            handle={handle}
            formerHandles={formerHandles}
            action={changeHandleAction.bind(null, handle)}
          />
        </CardSection>
      </div>
    </>
  );
}

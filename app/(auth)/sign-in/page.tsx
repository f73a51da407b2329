import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { PersonaList } from "@/components/identity/persona-list";
import { SignInForm } from "@/components/identity/sign-in-form";
import { AuthFrame } from "@/components/layout/auth-frame";
import { Banner } from "@/components/ui/banner";
import { TextLink } from "@/components/ui/text-link";
import { currentPerson } from "@/lib/access/loaders";
import { returnPath } from "@/lib/access/return-path";
import { signInChoices } from "@/lib/identity/sign-in/loaders";
import { signInQuery } from "@/lib/identity/sign-in/schema";
import { signInProblem } from "@/lib/identity/sign-in/sign-in-problems";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: { searchParams: Promise<unknown> }) {
  const query = signInQuery.parse(await searchParams);
  const next = returnPath(query.next);
  if (await currentPerson()) redirect(next);
  const { providers, personas, demo } = await signInChoices();
  const problem = signInProblem(query.error);
  return (
    <AuthFrame wide={demo} title="Sign in" description="New here? The first sign-in creates your account.">
      {problem ? (
        <div role="alert" className="mb-4">
          <Banner tone="stop">{problem}</Banner>
        </div>
      ) : null}
      <div className={demo ? "grid gap-x-10 gap-y-8 md:grid-cols-[340px_1fr]" : undefined}>
        <SignInForm next={next} providers={providers} />
        {demo ? (
          <section aria-labelledby="personas">
            <h2 id="personas" className="font-semibold">
              People of the demo
            </h2>
            <p className="mt-0.5 mb-3 text-ink-2">
              Sign in as anyone below. Every mail the product sends is in{" "}
              <TextLink href="/dev/mail">the demo’s mailbox</TextLink>.
            </p>
            <PersonaList personas={personas} next={next} />
          </section>
        ) : null}
      </div>
    </AuthFrame>
  );
}

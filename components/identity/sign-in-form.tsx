import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";

type SignInFormProps = { next: string; providers: readonly { id: string; name: string }[] };

/** Plain forms, which work before and without scripts. */
export function SignInForm({ next, providers }: SignInFormProps) {
  return (
    <div className="flex flex-col gap-5">
      <form action="/api/auth/link" method="post" className="flex flex-col gap-3">
        <input type="hidden" name="next" value={next} />
        <Field label="E-mail" description="We send you a sign-in link. You need no password and no account.">
          <Input
            name="email"
            type="email"
            autoComplete="email"
            required
            maxLength={254}
            placeholder="name@example.com"
          />
        </Field>
        <SubmitButton>Send sign-in link</SubmitButton>
      </form>
      {providers.length > 0 ? (
        <div className="flex flex-col gap-2 border-line border-t pt-5">
          {providers.map(({ id, name }) => (
            <form key={id} action={`/api/auth/with/${id}`} method="post" className="flex flex-col">
              <input type="hidden" name="next" value={next} />
              <SubmitButton variant="default">Sign in with {name}</SubmitButton>
            </form>
          ))}
        </div>
      ) : null}
    </div>
  );
}

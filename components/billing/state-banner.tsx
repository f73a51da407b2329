import type { StateNotice } from "@/components/billing/state-notice";
import { Banner } from "@/components/ui/banner";
import { buttonStyle } from "@/components/ui/button-style";
import { LinkButton } from "@/components/ui/link-button";
import { RelativeTime } from "@/components/ui/relative-time";

function Action({ action: { label, href, outside } }: Pick<StateNotice, "action">) {
  if (!outside) {
    return (
      <LinkButton size="sm" href={href}>
        {label}
      </LinkButton>
    );
  }
  return (
    <a href={href} rel="noreferrer" className={buttonStyle({ variant: "primary", size: "sm" })}>
      {label}
    </a>
  );
}

export function StateBanner({ notice }: { notice: StateNotice }) {
  const { tone, title, lead, until, tail } = notice;
  return (
    <Banner tone={tone} title={title} action={<Action action={notice.action} />}>
      {lead}
      {until ? (
        <>
          {" "}
          <RelativeTime at={until} className="font-medium" />.
        </>
      ) : null}
      {tail ? ` ${tail}` : ""}
    </Banner>
  );
}

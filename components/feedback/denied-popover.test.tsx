import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { DeniedPopover } from "@/components/feedback/denied-popover";

it("keeps a control that the role refuses in its place, off, and says that there is a reason", () => {
  const role = { yours: "auditor", allowed: ["owner", "billing"] } as const;
  const html = renderToStaticMarkup(<DeniedPopover label="Change seats" role={role} />);
  const described = /aria-describedby="([^"]+)"/.exec(html)?.[1];
  expect(html).toContain('aria-disabled="true"');
  expect(html).toContain(">Change seats</button>");
  expect(html).toContain(`id="${described}" hidden="">Unavailable. Press to see why.`);
});

import type { Column } from "@/components/data-table/table-types";
import { RevokeToken } from "@/components/identity/revoke-token";
import { ReadOnlyTag } from "@/components/packages/package-tags";
import { RelativeTime } from "@/components/ui/relative-time";
import { Tag } from "@/components/ui/tag";
import type { ActionResult } from "@/lib/entry/result";
import type { ApiKeyRow } from "@/lib/identity/api-keys/types";

function Listed({ values }: { values: readonly string[] }) {
  const [first = "", ...more] = values;
  return (
    <span title={values.join("\n")}>
      <code>{first}</code>
      {more.length > 0 ? <span className="text-ink-3"> and {more.length} more</span> : null}
    </span>
  );
}

function Ends({ row }: { row: ApiKeyRow }) {
  if (row.revokedAt) {
    return (
      <>
        <Tag tone="stop">Revoked</Tag> <RelativeTime at={row.revokedAt} className="text-ink-3" />
      </>
    );
  }
  if (!row.expiresAt) return <span className="text-ink-3">never</span>;
  const when = <RelativeTime at={row.expiresAt} />;
  return row.state === "expired" ? (
    <>
      <Tag tone="warn">Expired</Tag> {when}
    </>
  ) : (
    when
  );
}

/** The columns of the token list; `revoke` is the action of the tokens' owner. */
export function tokenColumns(revoke: (input: { id: string }) => Promise<ActionResult<void>>): Column<ApiKeyRow>[] {
  return [
    {
      id: "name",
      header: "Name",
      cell: (row) => (
        <>
          <span className="font-medium">{row.name}</span>{" "}
          <code className="text-ink-3 text-xs max-sm:hidden">{row.prefix}…</code>{" "}
          <ReadOnlyTag frozen={row.frozen} what="token" />
        </>
      ),
    },
    {
      id: "may",
      header: "Scopes",
      hideable: true,
      hideBelow: "md",
      cell: (row) => (
        <span className="flex items-center gap-1">
          {row.scopes.map((scope) => (
            <Tag key={scope}>{scope}</Tag>
          ))}
          {row.packagePatterns.length > 0 ? (
            <>
              on <Listed values={row.packagePatterns} />
            </>
          ) : null}
        </span>
      ),
    },
    {
      id: "addresses",
      header: "Addresses",
      hideable: true,
      hiddenAtFirst: true,
      cell: (row) => (row.cidrs.length > 0 ? <Listed values={row.cidrs} /> : <span className="text-ink-3">any</span>),
    },
    {
      id: "used",
      header: "Last used",
      hideable: true,
      hideBelow: "sm",
      cell: (row) =>
        row.lastUsedAt ? (
          <>
            <RelativeTime at={row.lastUsedAt} />{" "}
            {row.lastUsedAddress ? (
              <code className="text-ink-3 text-xs max-xl:hidden">from {row.lastUsedAddress}</code>
            ) : null}
          </>
        ) : (
          <span className="text-ink-3">not yet</span>
        ),
    },
    { id: "expires", header: "Expires", hideable: true, cell: (row) => <Ends row={row} /> },
    {
      id: "created",
      header: "Created",
      hideable: true,
      hiddenAtFirst: true,
      cell: (row) => <RelativeTime at={row.createdAt} />,
    },
    {
      id: "actions",
      header: "Actions",
      className: "text-right",
      cell: (row) =>
        row.revokedAt ? null : (
          <RevokeToken id={row.id} name={row.name} expired={row.state === "expired"} revoke={revoke} />
        ),
    },
  ];
}

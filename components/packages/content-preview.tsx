import type { ReactNode } from "react";
import { isColour } from "@/components/packages/theme-colour";
import { Tag } from "@/components/ui/tag";
import { CONTENT_SCHEMAS, type ContentKind } from "@/lib/packages/publish/content-schema";

type PreviewProps = { document: unknown };

function Row({ title, children }: { title: ReactNode; children?: ReactNode }) {
  return (
    <li className="flex flex-wrap items-center gap-x-2.5 gap-y-1 border-line border-b py-1.5 last:border-0">
      <span className="font-mono text-sm">{title}</span>
      {children}
    </li>
  );
}

function Tags({ values }: { values: readonly string[] }) {
  return [...new Set(values)].map((value) => <Tag key={value}>{value}</Tag>);
}

function ThemePreview({ document }: PreviewProps) {
  const parsed = CONTENT_SCHEMAS.theme.safeParse(document);
  if (!parsed.success) return null;
  const tokens = Object.entries(parsed.data.tokens);
  if (tokens.length === 0) return <p className="text-ink-3 text-sm">No tokens yet.</p>;
  return (
    <ul className="grid grid-cols-2 gap-2 sm:grid-cols-3">
      {tokens.map(([name, value]) => (
        <li key={name} className="min-w-0 overflow-hidden rounded-md border border-line">
          {isColour(value) ? (
            <svg aria-hidden="true" width="100%" height="36" className="block">
              <rect width="100%" height="36" fill={value} />
            </svg>
          ) : (
            <div className="grid h-9 place-items-center bg-sunken text-ink-3 text-sm">Aa</div>
          )}
          <div className="px-2 py-1 text-xs">
            <div className="truncate font-medium">{name}</div>
            <div className="truncate font-mono text-ink-3">{value}</div>
          </div>
        </li>
      ))}
    </ul>
  );
}

function PatternPreview({ document }: PreviewProps) {
  const parsed = CONTENT_SCHEMAS.pattern.safeParse(document);
  if (!parsed.success) return null;
  const { components, presets, default_preset: chosen } = parsed.data;
  return (
    <ul>
      <Row title="components">
        <Tags values={components} />
      </Row>
      {Object.entries(presets).map(([id, preset]) => (
        <Row key={id} title={id}>
          <Tag>{preset.layout.layout}</Tag>
          {id === chosen ? <Tag tone="accent">default</Tag> : null}
          <span className="text-ink-2 text-sm">{preset.description}</span>
        </Row>
      ))}
    </ul>
  );
}

function BlueprintPreview({ document }: PreviewProps) {
  const parsed = CONTENT_SCHEMAS.blueprint.safeParse(document);
  if (!parsed.success) return null;
  return (
    <ul>
      <Row title="theme">
        <Tag tone="accent">{parsed.data.theme.id}</Tag>
      </Row>
      {Object.entries(parsed.data.routes).map(([path, { shell }]) => (
        <Row key={path} title={path}>
          {shell ? <Tag>{shell}</Tag> : <span className="text-ink-3 text-sm">no shell</span>}
        </Row>
      ))}
    </ul>
  );
}

function ArchetypePreview({ document }: PreviewProps) {
  const parsed = CONTENT_SCHEMAS.archetype.safeParse(document);
  if (!parsed.success) return null;
  const seen = new Map<string, number>();
  return (
    <ul>
      <Row title="role">
        <Tag tone="accent">{parsed.data.role}</Tag>
      </Row>
      {parsed.data.pages.map(({ id, patterns }) => {
        const count = (seen.get(id) ?? 0) + 1;
        seen.set(id, count);
        return (
          <Row key={`${id} ${count}`} title={id}>
            <Tags values={patterns} />
          </Row>
        );
      })}
    </ul>
  );
}

function ShellPreview({ document }: PreviewProps) {
  const parsed = CONTENT_SCHEMAS.shell.safeParse(document);
  if (!parsed.success) return null;
  const ids = [...new Set(parsed.data.regions.map(({ id }) => id))];
  return (
    <ol className="flex flex-col gap-1.5">
      {ids.map((id) => (
        <li
          key={id}
          className="rounded-md border border-line-strong border-dashed px-3 py-2 text-center font-mono text-sm"
        >
          {id}
        </li>
      ))}
    </ol>
  );
}

const PREVIEWS = {
  theme: ThemePreview,
  pattern: PatternPreview,
  blueprint: BlueprintPreview,
  archetype: ArchetypePreview,
  shell: ShellPreview,
} as const satisfies Record<ContentKind, (props: PreviewProps) => ReactNode>;

/** The document as its kind shows it; empty while it is invalid. */
export function ContentPreview({ kind, document }: PreviewProps & { kind: ContentKind }) {
  const Preview = PREVIEWS[kind];
  return <Preview document={document} />;
}

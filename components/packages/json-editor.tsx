"use client";

import { useRef } from "react";
import { cn } from "@/components/ui/cn";
import { CONTROL } from "@/components/ui/control-style";
import { useFieldWiring } from "@/components/ui/field-context";

type JsonEditorProps = { value: string; onChange: (value: string) => void; maxLength: number };

/** A text area with line numbers. Tab leaves it, as in every field. */
export function JsonEditor({ value, onChange, maxLength }: JsonEditorProps) {
  const wiring = useFieldWiring({});
  const numbers = useRef<HTMLPreElement>(null);
  const lines = value.split("\n").length;
  return (
    <div className="flex h-[420px] overflow-hidden rounded-md border border-field bg-surface has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-accent has-[[aria-invalid=true]]:border-stop">
      <pre
        ref={numbers}
        aria-hidden="true"
        className="shrink-0 select-none overflow-hidden border-line border-r bg-sunken px-2 py-1.5 text-right text-ink-3 text-sm leading-5"
      >
        {Array.from({ length: lines }, (_, index) => index + 1).join("\n")}
        {"\n\n"}
      </pre>
      <textarea
        {...wiring}
        value={value}
        maxLength={maxLength}
        spellCheck={false}
        autoComplete="off"
        wrap="off"
        onChange={(event) => onChange(event.target.value)}
        onScroll={(event) => {
          if (numbers.current) numbers.current.scrollTop = event.currentTarget.scrollTop;
        }}
        className={cn(
          CONTROL,
          "h-full resize-none rounded-none border-0 py-1.5 font-mono text-sm leading-5 outline-none focus-visible:outline-none sm:text-sm",
        )}
      />
    </div>
  );
}

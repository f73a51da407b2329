"use client";

import { RadioGroup } from "@/components/ui/radio-group";
import type { Visibility } from "@/generated/prisma/enums";
import { formatCount } from "@/lib/count";
import type { Decision } from "@/lib/entitlements/types";

type VisibilityChoiceProps = {
  value: Visibility;
  places: Record<Visibility, Decision>;
  onChange: (visibility: Visibility) => void;
};

const WHO = { public: "Everybody finds and installs it.", private: "Only members of this account see it." } as const;

function roomOf({ allowed, remaining, message }: Decision): string {
  if (!allowed) return message;
  return typeof remaining === "number" ? `${formatCount(remaining)} free.` : "The plan has no limit.";
}

/** A choice without room in the plan stays enabled: a new version of an existing package needs no place. */
export function VisibilityChoice({ value, places, onChange }: VisibilityChoiceProps) {
  return (
    <RadioGroup
      legend="Visibility"
      name="visibility"
      value={value}
      onValueChange={(chosen) => onChange(chosen === "public" ? "public" : "private")}
      options={(["public", "private"] as const).map((visibility) => ({
        value: visibility,
        label: visibility === "public" ? "Public" : "Private",
        description: `${WHO[visibility]} ${roomOf(places[visibility])}`,
      }))}
    />
  );
}

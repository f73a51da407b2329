"use client";

import { useId, useState } from "react";
import { CLIENTS, type Client, clientCommands, type InstallTarget } from "@/components/packages/client-commands";
import { cn } from "@/components/ui/cn";
import { CommandLine } from "@/components/ui/command-line";

/** The commands for one package manager at a time. */
export function InstallCommands({ target }: { target: InstallTarget }) {
  const [client, setClient] = useState<Client>("npm");
  const id = useId();
  const { install, setup, login } = clientCommands(client, target);
  return (
    <div className="flex flex-col gap-2">
      <fieldset className="flex gap-1">
        <legend className="sr-only">Package manager</legend>
        {CLIENTS.map((choice, index) => (
          <label
            key={choice}
            htmlFor={`${id}-${index}`}
            className={cn(
              "cursor-pointer rounded-md border border-transparent px-2 py-0.5 text-ink-2 text-sm hover:bg-sunken has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-accent",
              client === choice && "border-line-strong bg-surface font-medium text-ink",
            )}
          >
            <input
              id={`${id}-${index}`}
              type="radio"
              name={`${id}-client`}
              value={choice}
              checked={client === choice}
              onChange={() => setClient(choice)}
              className="sr-only"
            />
            {choice}
          </label>
        ))}
      </fieldset>
      <CommandLine command={install} what={`install command for ${client}`} />
      <p className="mt-1 text-ink-3 text-sm">Once on each machine: set the registry{login ? " and sign in" : ""}</p>
      {setup.map((command) => (
        <CommandLine key={command} command={command} what={`setting for ${client}`} />
      ))}
      {login ? <CommandLine command={login} what={`login command for ${client}`} /> : null}
    </div>
  );
}

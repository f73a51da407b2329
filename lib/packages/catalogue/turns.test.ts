import { expect, it } from "vitest";
import { Turns } from "@/lib/packages/catalogue/turns";

it("runs two at once, lets one wait, and refuses more", async () => {
  const turns = new Turns({ running: 2, waiting: 1 }, "Reading files");
  const began: string[] = [];
  const ends: (() => void)[] = [];
  const work = (name: string) => () => {
    began.push(name);
    return new Promise<void>((end) => ends.push(end));
  };

  const taken = ["a", "b", "c"].map((name) => turns.take(work(name)));
  await expect(turns.take(work("d"))).rejects.toMatchObject({ code: "UNAVAILABLE" });
  expect(began).toEqual(["a", "b"]);

  ends[0]?.();
  await taken[0];
  expect(began).toEqual(["a", "b", "c"]);
  for (const end of ends) end();
  await Promise.all(taken);
  await expect(turns.take(async () => "e")).resolves.toBe("e");
});

it("gives the turn on after a failure", async () => {
  const turns = new Turns({ running: 1, waiting: 1 }, "Reading files");
  const failing = turns.take(() => Promise.reject(new Error("broken")));
  const next = turns.take(async () => "next");
  await expect(failing).rejects.toThrow("broken");
  await expect(next).resolves.toBe("next");
});

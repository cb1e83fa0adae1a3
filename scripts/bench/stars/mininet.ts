import { readFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { inThrowAwayNamespaces } from "./namespaced.ts";
import { timedStand } from "./stand.ts";
import type { StarMaker } from "./star.ts";

const PROGRAM = fileURLToPath(new URL("star-by-mininet.py", import.meta.url));

/** Mininet with a Linux bridge and no controller, in namespaces of its own because it works in those it is started in. */
export const mininet: StarMaker = {
  name: "Mininet",
  most: 200,
  fewRounds: 2,
  lack: async () => {
    if ((await interpreter()) === null) return "Mininet is not installed (Debian package mininet)";
    return (await findProgram("brctl")) === null ? "Mininet lacks brctl (Debian package bridge-utils)" : null;
  },
  round: async (nodes, context) => {
    const words = [(await interpreter()) ?? "python3", PROGRAM, String(nodes)];
    return timedStand(context, inThrowAwayNamespaces(words), 300_000);
  },
};

/** The Python that Mininet was installed for: that of its own command. */
async function interpreter(): Promise<string | null> {
  const mn = await findProgram("mn");
  return /^#!\s*(\S*python\S*)/.exec(mn ?? "")?.[1] ?? null;
}

/** The text of a program on the PATH, or null where there is none. */
async function findProgram(name: string): Promise<string | null> {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    const text = await readFile(join(folder, name), "latin1").catch(() => null);
    if (text !== null) return text;
  }
  return null;
}

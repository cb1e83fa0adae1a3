import { existsSync, readdirSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { didYouMean } from "../../stacks/lab/suggest.ts";
import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import { packageRoot } from "../package-root.ts";

/** How the names of lab files end. */
export const ENDINGS = [".yaml", ".yml"] as const;

/** The file of a lab given as a path or a name; null where there is none. Names are looked up in ./labs, then in the package. */
export function findLabFile(lab: string): string | null {
  if (isPath(lab)) return existsSync(lab) ? resolve(lab) : null;
  const candidates = labFolders().flatMap((folder) => ENDINGS.map((ending) => join(folder, lab + ending)));
  return candidates.find((file) => existsSync(file)) ?? null;
}

/** The same, but a lab that is not there is a mistake. */
export function locateLab(lab: string): string {
  const file = findLabFile(lab);
  if (file !== null) return file;
  if (isPath(lab)) throw new ToldError(`there is no lab file ${lab}`, { exitCode: EXIT.wrongInput });
  const known = knownLabs();
  throw new ToldError(`there is no lab \`${lab}\``, {
    exitCode: EXIT.wrongInput,
    help: didYouMean(lab, known) ?? `labs here: ${known.join(", ")}; or give a path, as in ./my-lab.yaml`,
  });
}

/** The names of the labs in ./labs and in the package. */
export function knownLabs(): string[] {
  const files = labFolders().flatMap((folder) => (existsSync(folder) ? readdirSync(folder) : []));
  const names = files.flatMap((file) => {
    const ending = ENDINGS.find((one) => file.endsWith(one));
    return ending === undefined ? [] : [file.slice(0, -ending.length)];
  });
  return [...new Set(names)].sort();
}

/** A path as a person would write it from here. */
export function shownPath(path: string): string {
  const near = relative(process.cwd(), path);
  return near.startsWith("../..") ? path : near;
}

function isPath(lab: string): boolean {
  return lab.includes("/") || ENDINGS.some((ending) => lab.endsWith(ending));
}

function labFolders(): string[] {
  return [...new Set([resolve("labs"), join(packageRoot(), "labs")])];
}

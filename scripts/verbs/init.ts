import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import type { Command } from "commander";
import { labJsonSchema } from "../../stacks/lab/json-schema.ts";
import { name as labName } from "../../stacks/lab/schema/values.ts";
import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import { packageRoot } from "../package-root.ts";
import { examples } from "./examples.ts";
import { ENDINGS, shownPath } from "./locate-lab.ts";
import type { Tool } from "./tool.ts";

const FIRST = "first.yaml";
const SCHEMA = "lab.schema.json";

/** `tierlab init [DIR|FILE]`: a first lab to start from, with the schema for editors beside it. */
export function define(command: Command, tool: Tool): void {
  command
    .argument("[DIR|FILE]", `the folder for ${FIRST}, or the lab file itself; this folder without it`, ".")
    .addHelpText(
      "after",
      examples({
        "tierlab init": `${FIRST} in this folder`,
        "tierlab init labs/shop.yaml": "a lab called shop",
      }),
    )
    .action((place: string) => tool.finish(() => init(place, tool)));
}

async function init(place: string, tool: Tool): Promise<number> {
  const isFile = ENDINGS.some((ending) => place.endsWith(ending));
  const file = isFile ? place : join(place, FIRST);
  const lab = labName.safeParse(basename(file, extname(file)));
  if (!lab.success)
    throw new ToldError(`\`${basename(file)}\` is no file of a lab: its name becomes the lab's`, {
      exitCode: EXIT.wrongInput,
      help: `expected ${lab.error.issues[0]?.message}`,
    });
  const first = await readFile(join(packageRoot(), "labs", "first", FIRST), "utf8");
  await write(file, first.replace(/^lab: .*$/m, `lab: ${lab.data}`));
  const schema = join(dirname(file), SCHEMA);
  const isKept = existsSync(schema);
  if (!isKept) await write(schema, `${JSON.stringify(labJsonSchema(), null, 2)}\n`);
  const shown = shownPath(file);
  tool.say(
    [
      `${shown} is written: two web servers behind a director, and two claims`,
      isKept
        ? `${shownPath(schema)} was there already, for editors; \`tierlab schema\` prints that of now`
        : `${shownPath(schema)} is written: editors that know YAML schemas complete and check by it`,
      "next:",
      `  tierlab validate ${shown}`,
      `  tierlab test ${shown}`,
      `  tierlab up ${shown}`,
      "  tierlab explain",
    ].join("\n"),
  );
  return EXIT.ok;
}

/** Writes a file that is not there yet, with its folder. */
async function write(path: string, text: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text, { flag: "wx" });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new ToldError(
      code === "EEXIST" ? `${path} is there already` : `${path} cannot be written: ${code}`,
      { exitCode: EXIT.wrongInput, help: "give another place, as in `tierlab init labs/shop.yaml`", cause },
    );
  }
}

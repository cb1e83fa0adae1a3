import { writeFile } from "node:fs/promises";
import { type Command, Option } from "commander";
import { describePicture } from "../../stacks/emit/graph/describe-picture.ts";
import { GRAPH_FORMATS, type GraphFormat } from "../../stacks/emit/graph/formats.ts";
import type { Picture } from "../../stacks/emit/graph/picture.ts";
import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import { examples } from "./examples.ts";
import { openLab } from "./open-labs.ts";
import type { Tool } from "./tool.ts";

interface Options {
  readonly format: GraphFormat;
  readonly out?: string;
  readonly live?: true;
}

/** `tierlab graph LAB`: the lab as a picture, with the ways of its requests and replies. */
export function define(command: Command, tool: Tool): void {
  command
    .argument("<LAB>", "a lab file, or the name of a lab")
    .addOption(
      new Option("--format <FORMAT>", "what is written").choices(Object.keys(GRAPH_FORMATS)).default("svg"),
    )
    .option("--live", "the running lab, coloured by how its nodes are now")
    .option("--out <FILE>", "where to, instead of standard output")
    .addHelpText(
      "after",
      examples({
        "tierlab graph lvs-dr --out lvs-dr.svg": "a picture that follows light and dark mode",
        "tierlab graph reference --format html --out reference.html": "a page to zoom, with every node",
        "tierlab graph keepalived-ha --live --out now.svg": "who is dead, drained, or the master",
        "tierlab graph lvs-dr --format mermaid": "for a document that renders Mermaid",
        "tierlab graph lvs-dr --format drawio --out lvs-dr.drawio": "to go on drawing by hand",
      }),
    )
    .action((lab: string, options: Options) => tool.finish(() => graph(lab, options, tool)));
}

async function graph(lab: string, { format, out, live }: Options, tool: Tool): Promise<number> {
  const picture = live === true ? await livePicture(lab, tool) : describePicture((await openLab(lab)).plan);
  const text = GRAPH_FORMATS[format](picture);
  if (out === undefined) tool.print(text);
  else await writeFile(out, text).catch((cause) => refuse(out, cause));
  return EXIT.ok;
}

/** What runs may differ from what its file says by now. */
async function livePicture(lab: string, tool: Tool): Promise<Picture> {
  // A lab that is only drawn is drawn the sooner without an engine.
  const [{ openEngine }, { runningLab }, { nodeStates }] = await Promise.all([
    import("./open-engine.ts"),
    import("./running-lab.ts"),
    import("../observe/node-states.ts"),
  ]);
  const engine = openEngine();
  const running = await runningLab(engine, lab);
  return describePicture(running.plan, await nodeStates(engine, running, tool.signal));
}

function refuse(out: string, cause: NodeJS.ErrnoException): never {
  throw new ToldError(`the picture cannot be written to ${out}: ${cause.code}`, {
    exitCode: EXIT.wrongInput,
    cause,
  });
}

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { NotHereError, ToldError } from "../../errors.ts";
import { EXIT } from "../../exit-codes.ts";
import { daemonEnvironment } from "../attached/daemon-socket.ts";

/** One message of `terraform apply -json` (its "machine-readable UI"); what is used here of it. */
interface Message {
  readonly type: string;
  readonly "@message": string;
  readonly hook?: { readonly resource?: { readonly addr?: string } };
  readonly diagnostic?: { readonly severity: string; readonly summary: string; readonly detail: string };
}

/** Told of each resource that is done: `docker_container.lab_node-web1_ABC`, and Terraform's own sentence. */
export type TerraformProgress = (resource: string, text: string) => void;

/** Without calls home, and without questions. */
const ENVIRONMENT = { CHECKPOINT_DISABLE: "1", TF_IN_AUTOMATION: "1", TF_INPUT: "0" } as const;

/** Makes the provider ready that the folder's stack names. */
export async function terraformInit(folder: string, lab: string, signal: AbortSignal): Promise<void> {
  await terraform(["init", "-input=false", "-no-color", "-json"], folder, lab, { signal });
}

/** Brings the machine to what the folder's stack says. */
export async function terraformApply(folder: string, lab: string, options: TerraformOptions): Promise<void> {
  const words = ["apply", "-input=false", "-auto-approve", "-no-color", "-json", "-parallelism=20"];
  await terraform(words, folder, lab, options);
}

export interface TerraformOptions {
  readonly progress?: TerraformProgress;
  readonly signal: AbortSignal;
}

async function terraform(
  words: readonly string[],
  folder: string,
  lab: string,
  { progress = () => {}, signal }: TerraformOptions,
): Promise<void> {
  signal.throwIfAborted();
  // Detached: Ctrl-C on the terminal is for this process, which then interrupts Terraform itself.
  const child = spawn("terraform", words, {
    cwd: folder,
    detached: true,
    env: { ...process.env, ...ENVIRONMENT, ...daemonEnvironment() },
    stdio: ["ignore", "pipe", "pipe"],
  });
  // It lets what it has begun come to an end and keeps its state.
  const interrupt = () => child.kill("SIGINT");
  signal.addEventListener("abort", interrupt, { once: true });
  const errors: string[] = [];
  const others: string[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => hear(line));
  createInterface({ input: child.stderr }).on("line", (line) => void others.push(line));
  const code = await new Promise<number>((resolve, reject) => {
    child.once("error", (cause: NodeJS.ErrnoException) => reject(noTerraform(cause)));
    child.once("close", (exitCode) => resolve(exitCode ?? 1));
  }).finally(() => signal.removeEventListener("abort", interrupt));
  signal.throwIfAborted();
  if (code !== 0) throw terraformRefusal(lab, errors.length > 0 ? errors : others.slice(-12));

  function hear(line: string): void {
    const message = parsed(line);
    if (message === null) others.push(line);
    else if (message.diagnostic?.severity === "error") errors.push(inWords(message.diagnostic));
    else if (message.type === "apply_complete")
      progress(message.hook?.resource?.addr ?? "", message["@message"]);
  }
}

function parsed(line: string): Message | null {
  try {
    return JSON.parse(line) as Message;
  } catch {
    return null;
  }
}

function inWords({ summary, detail }: { readonly summary: string; readonly detail: string }): string {
  return detail === "" ? summary : `${summary}: ${detail}`;
}

function noTerraform(cause: NodeJS.ErrnoException): Error {
  if (cause.code !== "ENOENT") return cause;
  return new NotHereError("there is no terraform", {
    help: "install Terraform 1.x or OpenTofu as `terraform`; `tierlab doctor` tells what else is needed",
    cause,
  });
}

const NO_PROVIDER =
  /provider registry|Failed to query available provider|could not query|no available releases/i;

/** What Terraform says of well-known bad states, with the way out for a lab. */
const WAYS_OUT: readonly (readonly [RegExp, (lab: string) => string])[] = [
  [
    /is already in use by container|network with name .* already exists/i,
    (lab) =>
      `Terraform does not know what has that name: \`tierlab down ${lab}\` removes what is of the lab, \`docker rm\` or \`docker network rm\` the rest`,
  ],
  [
    /Pool overlaps/i,
    () =>
      "another network of Docker has the addresses that this one would: `docker network ls` shows them, and a lab of another name has others",
  ],
  [
    /No such image|pull access denied|(error|unable to( find or)?) pull(ing)? image/i,
    () => "`tierlab setup --engine docker` makes the node image",
  ],
  [/Cannot connect to the Docker daemon/i, () => "start it: systemctl start docker, or dockerd"],
  [/state lock/i, () => "another terraform works on the same lab: wait for it, or end it"],
];

/** What a person is told of the errors that Terraform has given as it was to deploy a lab. */
export function terraformRefusal(lab: string, reasons: readonly string[]): ToldError {
  const text = reasons.join("\n").trim() || "it says nothing of why";
  if (NO_PROVIDER.test(text))
    return new NotHereError(`terraform refuses: ${text}`, {
      help: "it needs the provider kreuzwerker/docker 3.6.2: put it into ~/.terraform.d/plugins/HOST/kreuzwerker/docker/3.6.2/linux_amd64/, HOST being that of Terraform's registry, or name a mirror in the CLI configuration; `tierlab doctor` looks for it",
    });
  const [, help = () => `\`tierlab down ${lab}\` removes what is of the lab, and Terraform's state of it`] =
    WAYS_OUT.find(([sign]) => sign.test(text)) ?? [];
  return new ToldError(`terraform refuses: ${text}`, { exitCode: EXIT.cannotRunHere, help: help(lab) });
}

import { readFile, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { shellCommand } from "../../stacks/plan/shell-word.ts";
import { freshBuildFolder, stockKernelFolder } from "../setup/cache-folder.ts";
import { withFileLock } from "../setup/file-lock.ts";
import { bootMachine, type Outcome } from "./boot.ts";
import { makeDisk } from "./disk.ts";
import { prepareStockKernel } from "./prepare.ts";

export interface ProofOptions {
  /** Arguments of `tierlab test`, lab files of this machine among them; its report is report.json of the outcome's files. */
  readonly testArguments: readonly string[];
  readonly timeoutMs: number;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

/** Runs `tierlab setup`, `doctor` and `test` of this project's dist/ on Debian's own kernel in a virtual machine, one at a time on this machine; nothing of it is left. */
export async function proveOnStockKernel({
  testArguments,
  timeoutMs,
  say,
  signal,
}: ProofOptions): Promise<Outcome> {
  const { image, kernel } = await prepareStockKernel(say, signal);
  const lock = { what: "the virtual machine", timeoutMs, onWait: () => say("waiting for another one") };
  const labFiles = testArguments.filter(isFile);
  const read = async (path: string) => [basename(path), await readFile(path, "utf8")] as const;
  const files = Object.fromEntries(await Promise.all(labFiles.map(read)));
  const job = jobFor(testArguments.map((word) => (isFile(word) ? basename(word) : word)));
  return withFileLock(join(stockKernelFolder(), ".lock"), lock, async () => {
    const folder = await freshBuildFolder(stockKernelFolder(), "machine");
    try {
      const disk = await makeDisk(image, kernel, { ...files, job }, { folder, signal });
      say(`booting Linux ${kernel.release} by software emulation; a second of it takes some seconds`);
      return await bootMachine({ vmlinuz: kernel.vmlinuz, disk }, { folder, timeoutMs, say, signal });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
}

function isFile(word: string): boolean {
  return word.endsWith(".yaml");
}

/**
 * What the machine does; its exit code is that of the test. The modules that are loaded before and after the test show
 * that nobody but tierlab asked for them; the doctor would load them as well, so it comes last.
 */
function jobFor(testArguments: readonly string[]): string {
  const report = ["--node-kernel", "host", "--format", "json", "--out", "/out/report.json"];
  return [
    "cp /proc/modules /out/modules-before",
    "tierlab setup || exit",
    shellCommand(["tierlab", "test", ...testArguments, ...report]),
    "code=$?",
    "cp /proc/modules /out/modules-after",
    "tierlab doctor --json >/out/doctor.json",
    "exit $code",
    "",
  ].join("\n");
}

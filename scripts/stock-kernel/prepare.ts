import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";
import { aptInstall } from "../setup/apt-install.ts";
import { findNodeImage, type NodeImage } from "../setup/node-image.ts";
import { EMULATOR_PACKAGES, lackOfMachine, missingCommands } from "./lack.ts";
import { findStockKernel, type StockKernel, stockKernelPart } from "./packages.ts";

/** Installs what a virtual machine takes and lacks here, and says so; throws a ToldError where it cannot be had. */
export async function prepareStockKernel(
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<{ readonly image: NodeImage; readonly kernel: StockKernel }> {
  const lack = await lackOfMachine();
  if (lack !== null) throw cannot(`no virtual machine with a stock kernel here: ${lack}`);
  const step = (text: string) => say(`stock kernel: ${text}`);
  if ((await missingCommands()).length > 0)
    await aptInstall(EMULATOR_PACKAGES, { step: throttled(step), signal });
  const image = await findNodeImage();
  if (image === null) throw cannot("the node image is missing", "tierlab setup");
  const part = stockKernelPart(image);
  if (!(await part.present())) await part.install({ step, signal });
  const kernel = await findStockKernel(image);
  if (kernel === null) throw new Error("the stock kernel is missing right after it was fetched");
  return { image, kernel };
}

/** Of apt's many lines one a tenth of the way. */
function throttled(step: (text: string) => void): (text: string, share: number | null) => void {
  let told = -1;
  return (text, share) => {
    const tenth = share === null ? told + 1 : Math.floor(share * 10);
    if (tenth <= told) return;
    told = tenth;
    step(text);
  };
}

function cannot(message: string, help?: string): ToldError {
  return new ToldError(message, { exitCode: EXIT.cannotRunHere, ...(help === undefined ? {} : { help }) });
}

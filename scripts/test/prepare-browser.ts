import { Interruption } from "../terminal/interruption.ts";
import { tellError } from "../terminal/tell-error.ts";
import { prepareBrowser } from "./browser.ts";

const interruption = new Interruption();
try {
  await prepareBrowser((line) => process.stdout.write(`${line}\n`), interruption.signal);
} catch (error) {
  process.exitCode = tellError(error);
} finally {
  interruption.end();
}

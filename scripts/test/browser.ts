import { access, constants } from "node:fs/promises";
import { aptInstall } from "../setup/apt-install.ts";

/** Debian packages of the browser that pages are looked at in, and of the letters that it writes with. */
const BROWSER_PACKAGES = ["chromium", "fonts-dejavu-core"] as const;
const BROWSERS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"] as const;
const LETTERS = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf";

/** The path of a browser that can be led; null where there is none. */
export async function findBrowser(): Promise<string | null> {
  const there = await Promise.all(BROWSERS.map((path) => isThere(path, constants.X_OK)));
  return BROWSERS.find((_, index) => there[index]) ?? null;
}

/** Installs the browser where it is missing, and says so; throws a ToldError where it cannot be had. */
export async function prepareBrowser(say: (line: string) => void, signal: AbortSignal): Promise<void> {
  if ((await findBrowser()) === null || !(await isThere(LETTERS, constants.R_OK))) {
    say(`browser: installing ${BROWSER_PACKAGES.join(", ")}`);
    await aptInstall(BROWSER_PACKAGES, { step: () => {}, signal });
  }
  say(`browser: ${await findBrowser()} is there`);
}

function isThere(path: string, mode: number): Promise<boolean> {
  return access(path, mode).then(
    () => true,
    () => false,
  );
}

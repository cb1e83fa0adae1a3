import { ToldError } from "../errors.ts";
import { EXIT } from "../exit-codes.ts";

/** One repository that the machine's own apt uses. */
export interface AptSource {
  readonly uri: string;
  /** `bookworm`, `bookworm-security`. */
  readonly release: string;
  /** `Debian`, `Ubuntu`; empty where apt has not read the repository's Release file yet. */
  readonly origin: string;
}

/** Reads what `apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(ORIGIN)'` prints. */
export function parseIndexTargets(text: string): AptSource[] {
  const sources = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line): AptSource => {
      const [uri = "", release = "", ...origin] = line.split(" ");
      return { uri, release, origin: origin.join(" ") };
    });
  return sources.filter(
    (source, index) =>
      sources.findIndex((other) => other.uri === source.uri && other.release === source.release) === index,
  );
}

// Before apt's first update the origin is not known yet; then the release's name must tell.
const DEBIAN_RELEASES = ["bullseye", "bookworm", "trixie", "forky", "sid", "stable", "testing", "unstable"];

/** The machine's mirror of Debian's main archive: the one that is neither for security nor for updates. */
export function debianMirror(sources: readonly AptSource[]): string | undefined {
  return sources.find(
    ({ release, origin }) => DEBIAN_RELEASES.includes(release) && (origin === "Debian" || origin === ""),
  )?.uri;
}

/** Asks this machine's apt for its Debian mirror; throws a ToldError where apt or a Debian source is missing. */
export async function findDebianMirror(): Promise<string> {
  const { execa } = await import("execa");
  const { stdout, failed } = await execa(
    "apt-get",
    ["indextargets", "--format", "$(REPO_URI) $(RELEASE) $(ORIGIN)"],
    { reject: false, timeout: 20_000 },
  );
  if (failed) {
    throw new ToldError("this machine has no apt that knows a mirror of Debian", {
      exitCode: EXIT.cannotRunHere,
      help: "run it on Debian",
    });
  }
  const mirror = debianMirror(parseIndexTargets(stdout));
  if (mirror === undefined) {
    throw new ToldError("apt on this machine knows no mirror of Debian", {
      exitCode: EXIT.cannotRunHere,
      help: "add a Debian source to /etc/apt/sources.list.d (on Ubuntu: with `signed-by` the keyring of the package debian-archive-keyring)",
    });
  }
  return mirror;
}

import { lstat, mkdtemp, readdir, readFile, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "ava";
import { execa } from "execa";
import { ToldError } from "../../scripts/errors.ts";
import { umlFolder } from "../../scripts/setup/cache-folder.ts";
import { baseImageOf, hasImage } from "../../scripts/setup/docker-base.ts";
import { askDocker, findDockerEngine } from "../../scripts/setup/docker-client.ts";
import { readImageRecipe } from "../../scripts/setup/image-recipe.ts";
import { findNodeImage } from "../../scripts/setup/node-image.ts";
import { tierlab } from "../verbs/tierlab.ts";

const lack = await lackOfDocker();
const withDocker = (title: string) => (lack === null ? title : `${title} (skipped: ${lack})`);
const live = lack === null ? test.serial : test.serial.skip;

const BUILDS = /node image .*: [1-9]\d? %/;

let cache: string;
let root: string;
/** Images that a person built by hand. */
let before: readonly string[];

test.before(async () => {
  cache = await mkdtemp(join(tmpdir(), "tierlab-cache-"));
  // It has nothing to do with docker, and need not be fetched anew.
  await symlink(umlFolder(), join(cache, "uml"));
  before = await buildsInDocker();
});
test.after.always(() => rm(cache, { recursive: true, force: true }));

live(withDocker("Ctrl-C ends docker's build, and nothing is left in docker or in the cache"), async (t) => {
  const child = execa("scripts/tierlab", ["setup", "--image-by", "docker"], {
    env: { TIERLAB_CACHE: cache },
    reject: false,
    timeout: 300_000,
  });
  let said = "";
  child.stderr.on("data", (text) => {
    const before = said;
    said += String(text);
    // Once only: a second one would leave at once.
    if (!BUILDS.test(before) && BUILDS.test(said)) child.kill("SIGINT");
  });
  const { exitCode, stderr } = await child;
  t.is(exitCode, 130, stderr);
  t.deepEqual(await buildsInDocker(), before);
  t.deepEqual(await readdir(join(cache, "images")), [".lock"]);
});

live(withDocker("docker makes the node image, and keeps nothing of it"), async (t) => {
  const told = await run("setup", "--image-by", "docker");
  t.is(told.exitCode, 0, told.stderr);
  t.regex(told.stderr, /unpacking|setting up/);
  t.deepEqual(await buildsInDocker(), before);
  const [name, ...others] = (await readdir(join(cache, "images"))).filter((entry) => entry !== ".lock");
  t.deepEqual(others, []);
  root = join(cache, "images", name ?? "none");
  t.regex(told.stderr, new RegExp(`node image: ${root}, made by docker`));
});

live(withDocker("it knows nothing of docker, nor of the machine that built it"), async (t) => {
  t.is(await readFile(join(root, "etc/hostname"), "utf8"), "node\n");
  t.is(await readFile(join(root, "etc/hosts"), "utf8"), "127.0.0.1 localhost\n::1 localhost\n");
  t.is(await readFile(join(root, "etc/resolv.conf"), "utf8"), "");
  t.is(await readFile(join(root, "etc/machine-id"), "utf8"), "");
  t.true((await lstat(join(root, "dev/console"))).isCharacterDevice());
  await t.throwsAsync(lstat(join(root, ".dockerenv")), { code: "ENOENT" });
});

live(withDocker("it has the packages, files, modes, owners and capabilities of mmdebstrap's"), async (t) => {
  const other = await findNodeImage();
  if (other?.by !== "mmdebstrap") return t.pass("mmdebstrap's is not there to compare with");
  t.deepEqual(await packagesOf(root), await packagesOf(other.rootfs));
  t.deepEqual(await filesOf(root), await filesOf(other.rootfs));
  t.deepEqual(await capabilitiesOf(root), await capabilitiesOf(other.rootfs));
});

live(withDocker("a lab is proven on it"), async (t) => {
  const told = await run("test", "lvs-dr", "--no-breaks", "--only", "end-to-end");
  t.is(told.exitCode, 0, told.stdout + told.stderr);
  t.regex(told.stdout, /1 of 1 claim/);
});

live(withDocker("the doctor says what made the image, and finds it fit"), async (t) => {
  const { stdout, exitCode } = await run("doctor", "--json");
  t.is(exitCode, 0, stdout);
  const { facts }: { facts: { name: string; found: string }[] } = JSON.parse(stdout);
  t.is(facts.find(({ name }) => name === "node-image")?.found, `${root}, made by docker`);
});

function run(...args: string[]) {
  return tierlab(args, { env: { TIERLAB_CACHE: cache }, timeoutMs: 400_000 });
}

/** Why the image cannot be built by docker here; a base image that must be pulled first counts, because a test fetches nothing. */
async function lackOfDocker(): Promise<string | null> {
  if (process.getuid?.() !== 0) return "needs root";
  try {
    await findDockerEngine();
  } catch (error) {
    if (error instanceof ToldError) return error.message;
    throw error;
  }
  const base = baseImageOf(await readImageRecipe());
  return (await hasImage(base)) ? null : `no image ${base} in docker`;
}

/** Containers and images of any build of the node image. */
async function buildsInDocker(): Promise<string[]> {
  const label = ["--all", "--quiet", "--filter", "label=tierlab.build"];
  const answers = await Promise.all([
    askDocker(["container", "ls", ...label]),
    askDocker(["image", "ls", ...label]),
  ]);
  return answers.flatMap(({ stdout }) => stdout.split("\n")).filter((line) => line !== "");
}

/** Names only: a base image may hold another version than the mirror. */
async function packagesOf(folder: string): Promise<string[]> {
  const lines = await linesOf("dpkg-query", ["--admindir", join(folder, "var/lib/dpkg"), "--show"]);
  return lines.map((line) => line.split("\t")[0] ?? "");
}

/** What packages and the last step brought, each with its kind, mode, owner and target. */
async function filesOf(folder: string): Promise<string[]> {
  return linesOf(
    "find",
    [...["usr", "var/lib/tomcat10", "etc/frr", "etc/nginx", "-xdev"], ...["-printf", "%p %y %m %U:%G %l\n"]],
    folder,
  );
}

async function capabilitiesOf(folder: string): Promise<string[]> {
  return linesOf("chroot", [folder, "getcap", "-r", "/usr"]);
}

async function linesOf(file: string, args: readonly string[], cwd = "/"): Promise<string[]> {
  const { stdout } = await execa(file, args, { cwd });
  return stdout.split("\n").toSorted();
}

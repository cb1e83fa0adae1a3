import test from "ava";
import { ToldError } from "../../scripts/errors.ts";
import { EXIT } from "../../scripts/exit-codes.ts";
import { checkImageWay, firstThatWorks } from "../../scripts/setup/choose-image-way.ts";
import { readImageRecipe } from "../../scripts/setup/image-recipe.ts";
import type { ImageWay, ImageWayName } from "../../scripts/setup/image-way.ts";

const lack = (message: string, help: string) =>
  new ToldError(message, { exitCode: EXIT.cannotRunHere, help });

/** A way whose check says its name, or tells what it lacks. */
function way(name: ImageWayName, lacking: Error | null): ImageWay {
  const check = async () => {
    if (lacking !== null) throw lacking;
    return name;
  };
  return { name, check, obtain: async () => {}, build: () => Promise.reject(new Error("not asked for")) };
}

const NO_APT = lack("no apt", "install mmdebstrap");
const NO_DAEMON = lack("no daemon", "start it");

async function chosen(ways: readonly ImageWay[], signal?: AbortSignal): Promise<string> {
  const recipe = await readImageRecipe();
  return firstThatWorks(ways, (one) => one.check(recipe), signal);
}

test("the first way that lacks nothing is taken", async (t) => {
  t.is(await chosen([way("mmdebstrap", null), way("docker", null)]), "mmdebstrap");
  t.is(await chosen([way("mmdebstrap", NO_APT), way("docker", null)]), "docker");
});

test("where each lacks something, all lacks are told, and what to do about each", async (t) => {
  const error = await t.throwsAsync(chosen([way("mmdebstrap", NO_APT), way("docker", NO_DAEMON)]), {
    instanceOf: ToldError,
    message: "the node image cannot be made here\nmmdebstrap: no apt\ndocker: no daemon",
  });
  t.is(error?.exitCode, EXIT.cannotRunHere);
  t.is(error?.help, "install mmdebstrap; or\nstart it");
});

test("a fault is no lack: no other way is tried", async (t) => {
  const fault = new Error("a fault");
  t.is(await t.throwsAsync(chosen([way("mmdebstrap", fault), way("docker", null)])), fault);
});

test("an interruption is no lack either, though it is told in the same way", async (t) => {
  const interrupted = lack("interrupted", "");
  const ways = [way("mmdebstrap", interrupted), way("docker", null)];
  t.is(await t.throwsAsync(chosen(ways, AbortSignal.abort(interrupted))), interrupted);
});

test.serial("where no docker client is on the PATH, that is told", async (t) => {
  const path = process.env.PATH;
  process.env.PATH = "/nonexistent";
  t.teardown(() => {
    process.env.PATH = path;
  });
  const error = await t.throwsAsync(checkImageWay("docker", await readImageRecipe()), {
    instanceOf: ToldError,
  });
  t.regex(error?.message ?? "", /docker: its client is not installed/);
  t.regex(error?.help ?? "", /install Docker/);
});

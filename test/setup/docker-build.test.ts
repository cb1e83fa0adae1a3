import { access, readFile } from "node:fs/promises";
import test from "ava";
import { dockerBuildArguments } from "../../scripts/setup/docker-build.ts";

const build = (mirror: string | null) => dockerBuildArguments("tierlab-node-x", mirror, "templates");
const valuesOf = (args: readonly string[]) => args.filter((_, index) => args[index - 1] === "--build-arg");

test("the build has the file and the folder that are there, and the name to find it by", async (t) => {
  const args = build(null);
  await access(args[args.indexOf("--file") + 1] ?? "");
  t.is(args.at(-1), "templates");
  t.is(args[args.indexOf("--tag") + 1], "tierlab-node-x");
  t.true(valuesOf(args).includes("BUILD=tierlab-node-x"));
});

test("proxies come from the environment, so no address of theirs is in the command line", (t) => {
  t.deepEqual(
    valuesOf(build(null)).filter((value) => /proxy/.test(value)),
    ["http_proxy", "https_proxy", "no_proxy"],
  );
});

test("the machine's mirror is used where the base image can speak to it: it has no certificates", (t) => {
  t.true(valuesOf(build("http://mirror.test/debian/")).includes("MIRROR=http://mirror.test/debian/"));
  for (const mirror of ["https://mirror.test/debian/", "file:/srv/debian/", null])
    t.false(
      valuesOf(build(mirror)).some((value) => value.startsWith("MIRROR=")),
      String(mirror),
    );
});

test("the Dockerfile knows every argument that is not docker's own", async (t) => {
  const dockerfile = await readFile("templates/node/Dockerfile", "utf8");
  const given = valuesOf(build("http://mirror.test/")).filter((value) => value.includes("="));
  t.deepEqual(
    given.map((value) => value.split("=")[0]).toSorted(),
    [...dockerfile.matchAll(/^ARG ([A-Z]+)/gm)].map(([, name]) => name).toSorted(),
  );
});

import test from "ava";
import { aptProgressReader } from "../../scripts/setup/apt-progress.ts";

const LINES = [
  "Get:1 http://mirror.test/debian trixie InRelease [140 kB]",
  "Get:2 http://mirror.test/debian trixie/main amd64 Packages [9670 kB]",
  "Get:3 http://mirror.test/debian trixie/main amd64 runit amd64 2.2.0-3 [107 kB]",
  "Selecting previously unselected package runit.",
  "Unpacking runit (2.2.0-3) ...",
  "Setting up libc6:amd64 (2.41) ...",
];

test("fetching, unpacking and setting up are told by the package's name; other lines are no step", (t) => {
  const read = aptProgressReader(1);
  t.deepEqual(
    LINES.map((line) => read(line)?.text ?? null),
    [null, null, "fetching runit", null, "unpacking runit", "setting up libc6"],
  );
});

test("lines are read behind BuildKit's step and seconds as well", (t) => {
  t.is(aptProgressReader(1)("#7 25.24 Unpacking runit (2.2.0-3) ...")?.text, "unpacking runit");
});

test("what the image's own script says is a step as well", (t) => {
  t.deepEqual(aptProgressReader(1)("tierlab: archiving Tomcat's classes"), {
    text: "archiving Tomcat's classes",
    share: 0,
  });
});

test("the share only grows, and never passes 1", (t) => {
  const read = aptProgressReader(2);
  const shares = [...LINES, ...LINES, ...LINES]
    .map(read)
    .flatMap((step) => (step === null ? [] : [step.share]));
  t.deepEqual(
    shares,
    [...shares].sort((a, b) => a - b),
  );
  t.true(Math.abs((shares.at(-1) ?? 0) - 1) < 1e-9);
});

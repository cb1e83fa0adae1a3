import { readFile } from "node:fs/promises";
import test from "ava";
import { parsePackageList } from "../../scripts/setup/package-list.ts";

test("comments and empty lines are no packages", (t) => {
  t.deepEqual(parsePackageList("# head\n\nrunit   # the init\nlibstdc++6\n  iproute2\n"), [
    "runit",
    "libstdc++6",
    "iproute2",
  ]);
});

test("what is no name of a Debian package is refused", (t) => {
  for (const bad of ["Runit", "a", "two words", "x;reboot", "-x", "frr=1", "../x"]) {
    t.throws(() => parsePackageList(`${bad}\n`), { message: /is not the name of a Debian package/ }, bad);
  }
});

test("a package listed twice is refused", (t) => {
  t.throws(() => parsePackageList("frr\nrunit\nfrr # again\n"), { message: /`frr` is listed twice/ });
});

test("the node image's own list holds what every role runs", async (t) => {
  const names = parsePackageList(await readFile("templates/node/packages.txt", "utf8"));
  for (const name of [
    "runit",
    "frr",
    "keepalived",
    "ipvsadm",
    "nginx-light",
    "tomcat10",
    "nodejs",
    "tshark",
  ]) {
    t.true(names.includes(name), name);
  }
});

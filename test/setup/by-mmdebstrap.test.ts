import test from "ava";
import { mmdebstrapArguments } from "../../scripts/setup/by-mmdebstrap.ts";

const recipe = {
  release: "trixie",
  architecture: "amd64",
  dockerFiles: {},
  files: { "node/packages.txt": "runit # init\nfrr\n" },
};

test("packages, release and folder come from the recipe", (t) => {
  const args = mmdebstrapArguments(recipe, "/cache/x", "http://mirror.test/debian/");
  t.true(args.includes("--include=runit,frr"));
  t.deepEqual(args.slice(-3, -1), ["trixie", "/cache/x"]);
});

test("the mirror is used with Debian's own keys only", (t) => {
  const source = mmdebstrapArguments(recipe, "/cache/x", "http://mirror.test/debian/").at(-1);
  t.is(
    source,
    "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://mirror.test/debian/ trixie main",
  );
});

test("no hook's shell text holds the folder", (t) => {
  const hooks = mmdebstrapArguments(recipe, "/cache/$(reboot)", "http://mirror.test/").filter((arg) =>
    /-hook=/.test(arg),
  );
  t.true(hooks.length > 0);
  t.false(hooks.some((hook) => hook.includes("reboot")));
});

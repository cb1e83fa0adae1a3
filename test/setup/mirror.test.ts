import test from "ava";
import { debianMirror, parseIndexTargets } from "../../scripts/setup/mirror.ts";

test("index targets are read, each repository and release once", (t) => {
  const text = `http://mirror.test/debian/ bookworm Debian
http://mirror.test/debian/ bookworm Debian
http://mirror.test/debian-security/ bookworm-security Debian
http://mirror.test/tools/ stable Some Vendor

`;
  t.deepEqual(parseIndexTargets(text), [
    { uri: "http://mirror.test/debian/", release: "bookworm", origin: "Debian" },
    { uri: "http://mirror.test/debian-security/", release: "bookworm-security", origin: "Debian" },
    { uri: "http://mirror.test/tools/", release: "stable", origin: "Some Vendor" },
  ]);
});

test("the mirror is the main archive's, not that of security or updates", (t) => {
  const sources = parseIndexTargets(
    "http://m.test/security/ trixie-security Debian\nhttp://m.test/debian/ trixie-updates Debian\nhttp://m.test/debian/ trixie Debian\n",
  );
  t.is(debianMirror(sources), "http://m.test/debian/");
});

test("another vendor's repository is no mirror of Debian, though it names its release as Debian does", (t) => {
  t.is(
    debianMirror(parseIndexTargets("http://m.test/x/ stable Vendor\nhttp://m.test/u/ noble Ubuntu\n")),
    undefined,
  );
});

test("before apt's first update the release's name tells Debian", (t) => {
  t.is(
    debianMirror(parseIndexTargets("http://m.test/u/ noble \nhttp://m.test/debian/ bookworm \n")),
    "http://m.test/debian/",
  );
});

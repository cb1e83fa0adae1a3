import test from "ava";
import { versionOf } from "../../scripts/setup/fetch-package.ts";

test("a package's version is read from its file name", (t) => {
  t.is(versionOf("user-mode-linux_7.2um1_amd64.deb"), "7.2um1");
  t.is(versionOf("keepalived_1%3a2.3.3-1_amd64.deb"), "1:2.3.3-1");
  t.throws(() => versionOf("readme.deb"), { message: /no file name of a Debian package/ });
});

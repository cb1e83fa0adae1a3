import test from "ava";
import { execa } from "execa";
import { archiveOf } from "../../../scripts/engines/attached/archive.ts";

const files = [
  { path: "/usr/lib/tierlab/start", text: "set -eu\n", mode: "0755" },
  { path: "/usr/lib/tierlab/etc-nginx-nginx.conf", text: "ü".repeat(700), mode: "0644" },
];

test("tar(1) reads an archive as it was meant", async (t) => {
  const { stdout } = await execa("tar", ["--list", "--verbose", "--numeric-owner"], {
    input: archiveOf(files),
  });
  t.regex(stdout, /^-rwxr-xr-x 0\/0 +8 .* usr\/lib\/tierlab\/start$/m);
  t.regex(stdout, /^-rw-r--r-- 0\/0 +1400 .* usr\/lib\/tierlab\/etc-nginx-nginx\.conf$/m);
  const one = ["--extract", "--to-stdout", "usr/lib/tierlab/etc-nginx-nginx.conf"];
  t.is((await execa("tar", one, { input: archiveOf(files) })).stdout, "ü".repeat(700));
});

test("a path that the format has no room for is refused", (t) => {
  t.throws(() => archiveOf([{ path: `/${"a".repeat(100)}`, text: "", mode: "0644" }]), {
    message: /too long/,
  });
});

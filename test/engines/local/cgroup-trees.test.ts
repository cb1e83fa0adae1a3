import test from "ava";
import { treesIn } from "../../../scripts/engines/local/cgroup-trees.ts";

const mount = (id: number, folder: string, system: string) =>
  `${id} 25 0:${id} / ${folder} rw,nosuid shared:9 - ${system}`;

test("cgroup v2 alone bounds what its controllers are there for", (t) => {
  const mountinfo = `${mount(30, "/sys/fs/cgroup", "cgroup2 cgroup2 rw,nsdelegate")}\n`;
  t.deepEqual(
    treesIn(mountinfo, () => "cpuset cpu io memory hugetlb pids\n"),
    [{ folder: "/sys/fs/cgroup", version: 2, bounds: ["memory", "processes"] }],
  );
  t.deepEqual(
    treesIn(mountinfo, () => "cpu memory-x pids\n"),
    [{ folder: "/sys/fs/cgroup", version: 2, bounds: ["processes"] }],
  );
});

test("where version 1 has the controllers, the one tree of version 2 bounds nothing", (t) => {
  const mountinfo = [
    mount(30, "/", "ext4 /dev/vda rw"),
    mount(31, "/sys/fs/cgroup/memory", "cgroup cgroup rw,memory"),
    mount(32, "/sys/fs/cgroup/cpu,pids", "cgroup cgroup rw,cpu,pids"),
    mount(33, "/sys/fs/cgroup/unified", "cgroup2 cgroup2 rw"),
    "",
  ].join("\n");
  t.deepEqual(
    treesIn(mountinfo, () => "\n"),
    [
      { folder: "/sys/fs/cgroup/memory", version: 1, bounds: ["memory"] },
      { folder: "/sys/fs/cgroup/cpu,pids", version: 1, bounds: ["processes"] },
      { folder: "/sys/fs/cgroup/unified", version: 2, bounds: [] },
    ],
  );
});

test("a tree that is mounted twice counts once", (t) => {
  const twice = [
    mount(31, "/sys/fs/cgroup/memory", "cgroup cgroup rw,memory"),
    mount(40, "/mnt/memory", "cgroup cgroup rw,memory"),
  ].join("\n");
  t.deepEqual(
    treesIn(twice, () => ""),
    [{ folder: "/sys/fs/cgroup/memory", version: 1, bounds: ["memory"] }],
  );
});

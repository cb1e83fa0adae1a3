import test from "ava";
import { linkLines, unlinkLines } from "../../../scripts/engines/local/fabric.ts";
import { plainNode } from "../../live/engine-plans.ts";

const node = plainNode("web1", {
  interfaces: [
    { name: "eth0", segment: "dmz", mac: "02:00:00:00:03:01", addresses: ["10.10.0.11/24"] },
    { name: "eth1", segment: "apps", mac: "02:00:00:00:03:02", addresses: ["10.20.0.11/24"] },
  ],
});

test("a node's links are one line each: the fabric's port on its bridge, the node's end with its MAC", (t) => {
  t.deepEqual(linkLines(node, "host", 17), [
    "link add name web1.eth0 up master dmz.br type veth peer name eth0 address 02:00:00:00:03:01 netns 17",
    "link add name web1.eth1 up master apps.br type veth peer name eth1 address 02:00:00:00:03:02 netns 17",
  ]);
});

test("a guest keeps the MACs to itself, and gets a pair of interfaces for the engine", (t) => {
  const lines = linkLines(node, "uml", 17);
  t.is(lines.length, 3);
  t.false(lines.join().includes("02:00:00:00:03"));
  t.is(lines[2], "link add name mgmt0 netns 17 type veth peer name mgmt1 netns 17");
});

test("the ports of a node are taken away by name", (t) => {
  t.deepEqual(unlinkLines(node), ["link delete web1.eth0", "link delete web1.eth1"]);
});

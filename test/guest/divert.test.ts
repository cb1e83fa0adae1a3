import test from "ava";
import { changeScripts } from "../../scripts/engines/nodes/change-script.ts";
import { divertScript, guestEnd } from "../../stacks/guest/divert.ts";
import { umlInstructions } from "../../stacks/guest/uml.ts";
import { labUnderTest, nodeOf } from "../plan/lab-files.ts";

const director = nodeOf(labUnderTest("lvs-fullnat").plan, "lvs1");
const plain = nodeOf(labUnderTest("lvs-nat").plan, "lvs1");
const uml = { kernel: "/uml/linux.uml", modules: "/uml/modules" };

test("only the interface towards the servers is taken apart", (t) => {
  t.deepEqual(
    director.interfaces.map(({ name }) => guestEnd(director, name)),
    ["eth0", "eth1g"],
  );
  const { outer = "" } = umlInstructions(director, uml);
  t.regex(outer, /vec0:transport=raw,ifname=eth0,/);
  t.regex(outer, /vec1:transport=raw,ifname=eth1g,/);
  t.false(divertScript(director).some((line) => /\beth0/.test(line)));
});

test("what is diverted is what the plan translates, and takes the plan's routes", (t) => {
  const lines = divertScript(director);
  const [, inner] = director.interfaces;
  t.true(lines.includes(`link set eth1 address ${inner?.mac} up`));
  t.true(lines.includes("route replace 10.30.0.0/24 via 10.20.0.5 dev eth1"));
  t.true(
    lines.includes(
      "ip saddr != 10.20.0.4 ip daddr . tcp dport { 10.30.0.7 . 8080, 10.30.0.8 . 8080, 10.30.0.9 . 8080 } meta pkttype set host accept",
    ),
  );
  t.true(lines.includes("chain ttl-254 {") && lines.includes("ip ttl set 255"));
});

test("a director that translates no source passes frames and nothing else", (t) => {
  t.deepEqual(divertScript(plain), []);
  const { outer = "", "guest-boot": boot = "" } = umlInstructions(plain, uml);
  t.false(/nft|runsvdir/.test(outer));
  t.regex(boot, /runsvdir/);
});

test("the daemon that loads the rules is supervised around the guest, the others in it", (t) => {
  const { outer = "", "guest-boot": boot = "" } = umlInstructions(director, uml);
  t.regex(outer, /mkdir -p \/run\/service\/nftables\n/);
  t.regex(boot, /mkdir -p \/run\/service\/keepalived\n/);
});

test("changes of such a node are carried out in the guest, then its rules are loaded around it", (t) => {
  const node = director.name;
  const path = "/etc/tierlab/fullnat.nft";
  const scripts = changeScripts(director, "uml", [
    { do: "write-file", node, path, mode: "0644", content: "rules\n" },
    { do: "reload-daemon", node, daemon: "nftables" },
    { do: "reload-daemon", node, daemon: "keepalived" },
  ]);
  t.deepEqual(
    scripts.map(({ where, script }) => [
      where,
      ["tell_hup keepalived", `nft --file ${path}`, "table netdev divert {"].filter((act) =>
        script.includes(act),
      ),
    ]),
    [
      ["network", ["tell_hup keepalived"]],
      ["outer", [`nft --file ${path}`, "table netdev divert {"]],
    ],
  );
});

test("a new route of the director is one of what is diverted too", (t) => {
  const route = { to: "172.16.0.0/24", via: "10.20.0.5" };
  const change = { do: "add-route", node: director.name, route } as const;
  const where = (...asked: Parameters<typeof changeScripts>) =>
    changeScripts(...asked).map((one) => one.where);
  t.deepEqual(where(director, "uml", [change]), ["network", "outer"]);
  t.deepEqual(where(director, "host", [change]), ["network"]);
  t.deepEqual(where(plain, "uml", [change]), ["network"]);
});

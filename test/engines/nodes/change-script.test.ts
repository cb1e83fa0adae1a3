import test from "ava";
import { changeScript } from "../../../scripts/engines/nodes/change-script.ts";
import type { PlannedNode } from "../../../stacks/plan/plan.ts";
import { webPlan } from "../../live/engine-plans.ts";

const [, , web] = webPlan("shop").nodes as [PlannedNode, PlannedNode, PlannedNode];
const node = "web1";

function last(count: number, ...changes: Parameters<typeof changeScript>[1]): string[] {
  return changeScript(web, changes).trimEnd().split("\n").slice(-count);
}

test("addresses, routes and sysctls are set one after another", (t) => {
  const via = { to: "198.18.0.0/24", via: "10.10.0.1" };
  t.deepEqual(
    last(
      4,
      { do: "set-sysctl", node, key: "net.ipv4.conf.all.arp_ignore", value: "0" },
      { do: "add-address", node, dev: "lo", address: "10.10.0.100/32" },
      { do: "remove-address", node, dev: "eth0", address: "10.10.0.11/24" },
      { do: "add-route", node, route: via },
    ),
    [
      "echo 0 >/proc/sys/net/ipv4/conf/all/arp_ignore",
      "ip address add 10.10.0.100/32 dev lo",
      "ip address delete 10.10.0.11/24 dev eth0",
      "ip route replace 198.18.0.0/24 via 10.10.0.1",
    ],
  );
});

test("an IPv6 address may be used at once, and a VIP of it is no source; a route's family is its next hop's", (t) => {
  t.deepEqual(
    last(
      4,
      { do: "add-address", node, dev: "eth0", address: "2001:db8:10::5/64" },
      { do: "add-address", node, dev: "eth0", address: "2001:db8:10::100/128" },
      { do: "add-address", node, dev: "lo", address: "2001:db8:10::100/128" },
      { do: "add-route", node, route: { to: "default", via: "2001:db8:10::3", mss: 1400 } },
    ),
    [
      "ip address add 2001:db8:10::5/64 dev eth0 nodad",
      "ip address add 2001:db8:10::100/128 dev eth0 nodad preferred_lft 0",
      "ip address add 2001:db8:10::100/128 dev lo preferred_lft 0",
      "ip route replace default via 2001:db8:10::3 advmss 1400",
    ],
  );
});

test("what a file says stays one word of the shell, whatever it is", (t) => {
  const content = "'; rm -rf / #\n$(reboot)\n";
  const script = changeScript(web, [{ do: "write-file", node, path: "/etc/nginx/x", mode: "0644", content }]);
  t.true(script.includes(`printf %s ''\\''; rm -rf / #\n$(reboot)\n' >/etc/nginx/x.new`));
});

test("a daemon is told only after it has accepted its configuration", (t) => {
  const script = changeScript(web, [{ do: "reload-daemon", node, daemon: "nginx" }]);
  t.true(script.indexOf("nginx -t") < script.lastIndexOf("tell_hup nginx"));
  t.true(script.indexOf("nginx -t") > 0);
});

test("a sysctl that is not of the node's own network is refused", (t) => {
  const change = { do: "set-sysctl", node, value: "1" } as const;
  t.throws(() => changeScript(web, [{ ...change, key: "kernel.panic" }]), {
    message: /not a sysctl of a node/,
  });
  t.throws(() => changeScript(web, [{ ...change, key: "net.ipv4/../../kernel" }]), {
    message: /not a sysctl/,
  });
});

test("a daemon that the node does not have is refused", (t) => {
  t.throws(() => changeScript(web, [{ do: "restart-daemon", node, daemon: "tomcat" }]), {
    message: /no daemon tomcat/,
  });
});

test("a route carries the MSS that is announced over it", (t) => {
  const route = { to: "default", via: "10.10.0.1", mss: 1440 };
  t.deepEqual(last(1, { do: "add-route", node, route }), [
    "ip route replace default via 10.10.0.1 advmss 1440",
  ]);
});

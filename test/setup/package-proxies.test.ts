import test from "ava";
import { parseProxies } from "../../scripts/setup/package-proxies.ts";

test("apt's proxies become the variables that another apt reads", (t) => {
  t.deepEqual(parseProxies("http='http://proxy.test:3142'\nhttps='http://proxy.test:3143/'\n"), {
    http_proxy: "http://proxy.test:3142",
    https_proxy: "http://proxy.test:3143/",
  });
});

test("no proxy, and apt's word for none, is none", (t) => {
  t.deepEqual(parseProxies(""), {});
  t.deepEqual(parseProxies("http='DIRECT'\nhttps='direct'\n"), {});
});

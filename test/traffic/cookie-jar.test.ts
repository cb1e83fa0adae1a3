import test from "ava";
import { CookieJar } from "../../scripts/traffic/cookie-jar.ts";

test("cookies that were set are sent along, each with its last value", (t) => {
  const jar = new CookieJar();
  t.deepEqual(jar.header(), {});
  jar.keep(["server_web=web1; Path=/; HttpOnly", "group=b"]);
  jar.keep(["server_web=web2; Path=/", "nonsense"]);
  t.deepEqual(jar.header(), { Cookie: "server_web=web2; group=b" });
});

import test from "ava";
import { stepInWords } from "../../scripts/report/step-in-words.ts";

test("a route is told with the MSS that is announced over it, where one is", (t) => {
  const route = { to: "default", via: "10.30.0.1" };
  t.is(stepInWords({ do: "remove-route", node: "web1", route }), "- web1 route default via 10.30.0.1");
  t.is(
    stepInWords({ do: "add-route", node: "web1", route: { ...route, mss: 1440 } }),
    "+ web1 route default via 10.30.0.1 with MSS 1440",
  );
});

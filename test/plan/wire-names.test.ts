import test from "ava";
import { bridgeName, portName } from "../../stacks/plan/wire-names.ts";

test("interface names fit the kernel's 15 characters and stay apart, however long and alike the names are", (t) => {
  const long = ["a-node-of-a-very-long-name-1", "a-node-of-a-very-long-name-2"];
  const names = [...long.map((name) => portName(name, "eth10")), ...long.map(bridgeName)];
  for (const name of names) t.true(name.length <= 15, name);
  t.is(new Set(names).size, 4);
});

import test from "ava";
import { frameLayers } from "../../../scripts/report/html/frame-layers.ts";

const ETHERNET = "020000000001020000000002";
const TCP = "c35000500000000100000000501200000000ffff";
const ip = (protocol: string) => `45000028000140003f${protocol}00000a0a00010a0a0064`;
const namesOf = (hex: string) => frameLayers(hex).map(({ name, bytes }) => `${name} ${bytes.length}`);

test("a frame is taken apart header by header, and what they carry is the rest", (t) => {
  t.deepEqual(namesOf(`${ETHERNET}0800${ip("06")}${TCP}474554`), [
    "Ethernet 14",
    "IPv4 20",
    "TCP 20",
    "payload 3",
  ]);
});

test("of two IP headers the first is a tunnel's", (t) => {
  t.deepEqual(namesOf(`${ETHERNET}0800${ip("04")}${ip("11")}0035c35000080000`), [
    "Ethernet 14",
    "outer IPv4 20",
    "IPv4 20",
    "UDP 8",
  ]);
});

test("IPv6 has a longer header, and what nobody knows is payload", (t) => {
  t.deepEqual(namesOf(`${ETHERNET}86dd60000000001406${"0".repeat(66)}${TCP}`), [
    "Ethernet 14",
    "IPv6 40",
    "TCP 20",
  ]);
  t.deepEqual(namesOf(`${ETHERNET}0806ffff`), ["Ethernet 14", "payload 2"]);
});

test("a frame that is cut off in the middle keeps its bytes", (t) => {
  const cut = `${ETHERNET}0800${ip("06")}c350`;
  t.is(
    frameLayers(cut)
      .flatMap(({ bytes }) => bytes)
      .join(""),
    cut,
  );
});

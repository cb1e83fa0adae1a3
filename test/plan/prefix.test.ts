import test from "ava";
import fc from "fast-check";
import {
  contains,
  formatAddress,
  hostPrefix,
  hostRange,
  isAddress,
  parseAddress,
  parsePrefix,
} from "../../stacks/plan/prefix.ts";

test("an address of either family is read back as it was written, in the form of RFC 5952", (t) => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.ipV4(),
        fc.ipV6().filter((text) => !/\.\d/.test(text)),
      ),
      (text) => {
        const written = formatAddress(parseAddress(text));
        t.is(written, text.includes(":") ? new URL(`http://[${text}]`).hostname.slice(1, -1) : text);
        t.is(parseAddress(written), parseAddress(text));
      },
    ),
  );
});

test("a prefix has its family's own length, and holds addresses of its family alone", (t) => {
  const four = parsePrefix("10.10.0.77/24");
  const six = parsePrefix("2001:db8:10::77/64");
  t.deepEqual([four.text, four.bits, four.family], ["10.10.0.0/24", 24, "ipv4"]);
  t.deepEqual([six.text, six.bits, six.family], ["2001:db8:10::/64", 64, "ipv6"]);
  t.true(contains(four, parseAddress("10.10.0.255")));
  t.true(contains(six, parseAddress("2001:db8:10::ffff")));
  t.false(contains(six, parseAddress("2001:db8:11::1")));
  t.false(contains(parsePrefix("0.0.0.0/0"), parseAddress("2001:db8::1")));
  t.is(parsePrefix("::/0").text, "::/0");
});

test("hosts leave out the network's and the broadcast address, in IPv6 the routers' anycast address", (t) => {
  const hosts = (text: string) => {
    const { first, last } = hostRange(parsePrefix(text));
    return [formatAddress(first), formatAddress(last)];
  };
  t.deepEqual(hosts("10.0.0.0/30"), ["10.0.0.1", "10.0.0.2"]);
  t.deepEqual(hosts("10.0.0.0/31"), ["10.0.0.0", "10.0.0.1"]);
  t.deepEqual(hosts("fd00::/126"), ["fd00::1", "fd00::3"]);
  t.deepEqual(hosts("fd00::/127"), ["fd00::", "fd00::1"]);
});

test("one address is a prefix by its family's whole length", (t) => {
  t.is(hostPrefix("10.0.0.1"), "10.0.0.1/32");
  t.is(hostPrefix("fd00::1"), "fd00::1/128");
});

test("what begins with a letter and has no colon is the name of a node, also of a site's", (t) => {
  t.deepEqual(["10.0.0.1", "fd00::1", "::1", "edge", "edge1", "edge1.east"].map(isAddress), [
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
});

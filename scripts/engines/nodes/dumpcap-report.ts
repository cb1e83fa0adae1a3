/** What dumpcap says of each interface when it ends, in the order of its counts (report_packet_drops in its dumpcap.c). */
const REPORT =
  /Packets received\/dropped on interface '([^']+)': \d+\/\d+ \(pcap:\d+\/dumpcap:\d+\/flushed:(\d+)\/ps_ifdrop:\d+\)/g;

/**
 * By interface, the frames that came after dumpcap was told to stop. Its statistics in the file count them as dropped,
 * together with those that the kernel or dumpcap itself had no room for.
 */
export function cameTooLate(said: string): ReadonlyMap<string, number> {
  return new Map([...said.matchAll(REPORT)].map(([, name = "", count]) => [name, Number(count)]));
}

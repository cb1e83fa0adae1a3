# lvs1: waits for its cables, then starts as in every other container engine
set -eu
until [ -e /sys/class/net/eth0 ]; do sleep 0.1; done
if [ ! -e /usr/lib/tierlab/start ]; then
  cp /usr/lib/tierlab-given/* /usr/lib/tierlab/
  chmod 755 /usr/lib/tierlab/guest-init /usr/lib/tierlab/enter
fi
echo 1 >/usr/lib/tierlab-settings/ipv6/conf/default/disable_ipv6
echo 1 >/usr/lib/tierlab-settings/ipv4/conf/all/arp_ignore
exec /bin/sh /usr/lib/tierlab/start

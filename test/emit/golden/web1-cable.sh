# web1: waits for its cables, then starts as in every other container engine
set -eu
until [ -e /sys/class/net/eth0 ]; do sleep 0.1; done
until [ -e /sys/class/net/eth1 ]; do sleep 0.1; done
if [ ! -e /usr/lib/tierlab/start ]; then
  cp /usr/lib/tierlab-given/* /usr/lib/tierlab/
  chmod 755 /usr/lib/tierlab/enter
fi
echo '0 0' >/usr/lib/tierlab-settings/ipv4/ping_group_range
echo 0 >/usr/lib/tierlab-settings/ipv4/ip_forward
echo 0 >/usr/lib/tierlab-settings/ipv4/conf/all/rp_filter
echo 0 >/usr/lib/tierlab-settings/ipv4/conf/eth0/rp_filter
echo 0 >/usr/lib/tierlab-settings/ipv4/conf/eth1/rp_filter
echo 0 >/usr/lib/tierlab-settings/ipv4/conf/all/send_redirects
echo 0 >/usr/lib/tierlab-settings/ipv4/conf/eth0/send_redirects
echo 0 >/usr/lib/tierlab-settings/ipv4/conf/eth1/send_redirects
echo 0 >/usr/lib/tierlab-settings/ipv4/conf/eth0/accept_redirects
echo 0 >/usr/lib/tierlab-settings/ipv4/conf/eth1/accept_redirects
echo 0 >/usr/lib/tierlab-settings/ipv6/conf/all/forwarding
echo 0 >/usr/lib/tierlab-settings/ipv6/conf/eth0/accept_ra
echo 0 >/usr/lib/tierlab-settings/ipv6/conf/all/accept_dad
echo 0 >/usr/lib/tierlab-settings/ipv6/conf/eth0/accept_dad
echo 0 >/usr/lib/tierlab-settings/ipv6/conf/eth0/accept_redirects
echo 1 >/usr/lib/tierlab-settings/ipv4/conf/all/arp_ignore
echo 2 >/usr/lib/tierlab-settings/ipv4/conf/all/arp_announce
echo 0 >/usr/lib/tierlab-settings/ipv4/conf/eth0/arp_ignore
echo 0 >/usr/lib/tierlab-settings/ipv4/conf/eth0/arp_announce
echo 0 >/usr/lib/tierlab-settings/ipv4/conf/eth1/arp_ignore
echo 0 >/usr/lib/tierlab-settings/ipv4/conf/eth1/arp_announce
echo '1024 65535' >/usr/lib/tierlab-settings/ipv4/ip_local_port_range
echo 1 >/usr/lib/tierlab-settings/ipv4/tcp_tw_reuse
echo 0 >/usr/lib/tierlab-settings/ipv4/ip_unprivileged_port_start
exec /bin/sh /usr/lib/tierlab/start

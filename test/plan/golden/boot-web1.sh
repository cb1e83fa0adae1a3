# web1: made from the plan of its lab
set -eu
renamed=
for dev in /sys/class/net/*; do
  read -r mac <"$dev/address" || continue
  dev=${dev##*/}
  case "$mac" in
    02:00:00:00:03:01) name=eth0 ;;
    *) continue ;;
  esac
  [ "$dev" = "$name" ] && continue
  ip link set dev "$dev" down name "tl-$name"
  renamed="$renamed $name"
done
for name in $renamed; do ip link set dev "tl-$name" name "$name"; done
for name in eth0; do
  [ -e "/sys/class/net/$name" ] || { echo "interface $name is missing" >&2; exit 1; }
done
ethtool -K eth0 rx off tx off sg off tso off gso off gro off >/dev/null 2>&1 || :
echo '0 0' >/proc/sys/net/ipv4/ping_group_range
echo 1 >/proc/sys/net/ipv4/conf/all/arp_ignore
echo 2 >/proc/sys/net/ipv4/conf/all/arp_announce
echo 0 >/proc/sys/net/ipv4/ip_unprivileged_port_start
ip -batch - <<'END'
link set lo up
address add 10.10.0.100/32 dev lo
address add 10.10.0.11/24 broadcast + dev eth0
link set eth0 up
route add default via 10.10.0.1
END
mkdir -p /run/service/nginx
printf '%s\n' '#!/bin/sh
exec </dev/null >>/var/log/nginx.log 2>&1
exec chpst -u www-data /usr/sbin/nginx -e stderr' >/run/service/nginx/run
chmod 755 /run/service/nginx/run
: >>/var/log/nginx.log
chmod 666 /var/log/nginx.log
touch -d @1 /run/service
echo 'web1 booted'
exec runsvdir /run/service </dev/null >&2

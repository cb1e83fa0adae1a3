# dmz: made from the plan of its lab
set -eu
ip link set eth0 down
ip link add name segment type bridge stp_state 0 mcast_snooping 0
ip link set segment up
port=0
while [ "$port" -lt 5 ]; do
  until [ -e "/sys/class/net/net$port" ]; do sleep 0.1; done
  ip link set dev "net$port" mtu 1500 master segment up
  port=$((port + 1))
done
echo 'dmz booted'
exec sleep infinity

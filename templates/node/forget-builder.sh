#!/bin/sh
# Takes the machine that built it out of a finished root file system: its names, and what docker puts into every container.
# Runs last, in the root that mmdebstrap made or docker exported; while docker builds, these files belong to docker.
set -eu

# A node has its own host name, and no resolver unless its role brings one: a client that asks one brings the file.
echo node >/etc/hostname
printf '127.0.0.1 localhost\n::1 localhost\n' >/etc/hosts
: >/etc/machine-id
chmod 644 /etc/hostname /etc/hosts /etc/machine-id
rm -f /etc/resolv.conf
ln -s /etc/tierlab/resolv.conf /etc/resolv.conf

rm -f /.dockerenv /etc/mtab

# The devices of a Debian root. Nodes get their own, but a kernel that boots from the bare image looks for a console; where
# no devices may be made, that one alone misses them.
while read -r name type major minor; do
  [ -c "/dev/$name" ] && continue
  rm -f "/dev/$name"
  mknod -m 666 "/dev/$name" "$type" "$major" "$minor" || true
done <<END
console c 5 1
full c 1 7
null c 1 3
ptmx c 5 2
random c 1 8
tty c 5 0
urandom c 1 9
zero c 1 5
END

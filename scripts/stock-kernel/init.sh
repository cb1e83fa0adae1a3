#!/bin/sh
# Process 1 of the virtual machine: mounts what an init would, runs /root/job, and gives /out back on the first virtio disk.
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 TERM=dumb
mount -t devtmpfs dev /dev
mkdir -p /dev/pts /out
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devpts devpts /dev/pts
mount -t cgroup2 cgroup2 /sys/fs/cgroup
for folder in /run /tmp /out; do mount -t tmpfs -o mode=1777 tmpfs "$folder"; done
ip link set lo up
# The labs' image is this machine's own root, without what is mounted in it.
image=$(echo /var/cache/tierlab/images/*)
mount --bind / "$image"
mount -o remount,bind,ro "$image"
cd /root
# In a pipe, as a CI server has it: a serial line would be taken for a person's terminal.
{ sh /root/job; echo $? >/out/exit-code; } </dev/null 2>&1 | cat
read -r up idle </proc/uptime
echo "$up $idle" >/out/uptime
modprobe virtio_blk
tar -cf /dev/vda -C /out .
sync
echo o >/proc/sysrq-trigger
sleep infinity

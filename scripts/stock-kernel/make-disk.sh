#!/bin/sh
# Makes the disk of the virtual machine: the node image, the kernel's packages, and the project. Runs in a mount namespace of its own.
# make-disk.sh IMAGE PACKAGES PROJECT ROOT-HOME DISK
set -eu
image=$1 packages=$2 project=$3 home=$4 disk=$5
mount -t tmpfs layer /mnt
mkdir /mnt/upper /mnt/work /mnt/root
mount -t overlay machine -o "lowerdir=$packages:$image,upperdir=/mnt/upper,workdir=/mnt/work" /mnt/root
cd /mnt/root
mkdir -p opt/tierlab/scripts "var/cache/tierlab/images/${image##*/}"
# What an installed package of the project has.
cp -R "$project/dist" "$project/labs" "$project/templates" "$project/package.json" opt/tierlab/
cp "$project/scripts/tierlab" opt/tierlab/scripts/
ln -s /opt/tierlab/scripts/tierlab usr/local/bin/tierlab
cp "$project/scripts/stock-kernel/init.sh" usr/local/sbin/stock-kernel-init
chmod 755 usr/local/sbin/stock-kernel-init
cp -R "$home/." root/
chroot . depmod "$(ls usr/lib/modules)"
mke2fs -q -t ext4 -O ^has_journal -m 0 -d . "$disk" 1500M

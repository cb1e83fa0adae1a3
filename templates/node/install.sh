#!/bin/sh
# What the Dockerfile runs: installs the packages into its base image, as mmdebstrap would. Its arguments are a copy of
# templates/ in the image and the mirror to take the packages from, empty for those of the base image.
set -eu
templates=$1 mirror=$2

if [ -n "$mirror" ]; then
  . /etc/os-release
  rm -rf /etc/apt/sources.list.d/*
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $VERSION_CODENAME main" \
    >/etc/apt/sources.list
fi
sed -n 's,^/,path-exclude=/,p' "$templates/node/path-exclude.txt" >/etc/dpkg/dpkg.cfg.d/tierlab
# A half image is thrown away whole, so dpkg need not write each file through.
echo force-unsafe-io >>/etc/dpkg/dpkg.cfg.d/tierlab

# No daemon starts while its package is set up.
printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
chmod 755 /usr/sbin/policy-rc.d
apt-get --option Acquire::Languages=none update
sed 's/#.*//' "$templates/node/packages.txt" |
  DEBIAN_FRONTEND=noninteractive xargs apt-get install --yes --no-install-recommends
rm -f /usr/sbin/policy-rc.d
sh "$templates/node/customise.sh" "$templates"

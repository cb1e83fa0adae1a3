#!/bin/sh
# Runs once inside a fresh node image, after its packages were installed. Its argument is a copy of templates/ in the image.
set -eu
templates=$1

# Mount points of the read-only root.
sed 's/#.*//' "$templates/node/mount-points.txt" | xargs mkdir -p

# What the building machine left behind; a node has its own host name, and no resolver unless its role brings one.
echo node >/etc/hostname
printf '127.0.0.1 localhost\n::1 localhost\n' >/etc/hosts
: >/etc/resolv.conf
: >/etc/machine-id

find /var/log /var/cache/apt /var/lib/apt/lists -type f -delete
rm -f /var/cache/debconf/*-old /var/lib/dpkg/*-old

# The application of the tomcat role. The runtime has no javac; Tomcat's own compiler of pages is one.
app=/usr/share/tierlab/app
mkdir -p "$app/WEB-INF/classes"
cp "$templates/tomcat/app/web.xml" "$app/WEB-INF/web.xml"
java -cp '/usr/share/java/*' org.eclipse.jdt.internal.compiler.batch.Main \
  -source 17 -target 17 -nowarn -cp /usr/share/tomcat10/lib/servlet-api.jar \
  -d "$app/WEB-INF/classes" "$templates/tomcat/app/ServedBy.java"

#!/bin/sh
# Runs once inside a fresh node image, after its packages were installed. Its argument is a copy of templates/ in the image.
# A line that begins with `tierlab: ` is shown as progress.
set -eu
templates=$1

# Mount points of the read-only root.
sed 's/#.*//' "$templates/node/mount-points.txt" | xargs mkdir -p

# What dpkg was told to leave out, as far as it was there before.
grep '^/' "$templates/node/path-exclude.txt" | while read -r pattern; do
  rm -rf $pattern
done
rm -f /etc/dpkg/dpkg.cfg.d/tierlab
find /var/log /var/cache/apt /var/lib/apt/lists -type f -delete
rm -f /var/cache/debconf/*-old /var/lib/dpkg/*-old

# The application of the tomcat role. The runtime has no javac; Tomcat's own compiler of pages is one.
app=/usr/share/tierlab/app
mkdir -p "$app/WEB-INF/classes"
cp "$templates/tomcat/app/web.xml" "$app/WEB-INF/web.xml"
echo "tierlab: compiling Tomcat's application"
java -cp '/usr/share/java/*' org.eclipse.jdt.internal.compiler.batch.Main \
  -source 17 -target 17 -nowarn -cp /usr/share/tomcat10/lib/servlet-api.jar \
  -d "$app/WEB-INF/classes" "$templates/tomcat/app/ServedBy.java"
cp "$templates/tomcat/app/start-tomcat" /usr/share/tierlab/
chmod 755 /usr/share/tierlab/start-tomcat

# Debian's Tomcat keeps its configuration in /etc behind links; a node gets one folder with only what it needs.
base=/var/lib/tomcat10
rm -rf "$base"
mkdir -p "$base/conf" "$base/logs" "$base/work" "$base/webapps"
cp "$templates/tomcat/app/logging.properties" /usr/share/tomcat10/etc/catalina.properties "$base/conf/"
cp "$templates/tomcat/app/rehearsal.xml" "$base/conf/server.xml"
echo '<web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0" metadata-complete="true"/>' >"$base/conf/web.xml"

# The class archive: Tomcat starts once, answers once, and writes what it has loaded when it ends.
echo "tierlab: archiving Tomcat's classes"
archive=/usr/share/tierlab/tomcat.jsa
TOMCAT_ARCHIVE="-XX:ArchiveClassesAtExit=$archive" /usr/share/tierlab/start-tomcat >/tmp/rehearsal.txt 2>&1 &
tomcat=$!
deadline=$(($(date +%s) + 60))
until curl --silent --fail --header 'X-Request-Id: rehearsal' --unix-socket /tmp/rehearsal.sock \
  --output /tmp/rehearsal.answer 'http://localhost/rehearsal?size=1000&delay=1'; do
  if [ "$(date +%s)" -gt "$deadline" ]; then
    cat /tmp/rehearsal.txt
    exit 1
  fi
done
kill "$tomcat"
wait "$tomcat" || true
[ -s "$archive" ] || { cat /tmp/rehearsal.txt; exit 1; }
chmod 644 "$archive"
rm -rf /tmp/rehearsal.* /tmp/hsperfdata_* "$base/work/"* "$base/conf/server.xml" "$base/conf/Catalina"
chown -R tomcat:tomcat "$base"

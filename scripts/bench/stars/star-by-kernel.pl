# The least that nodes on one segment cost the kernel: NODES clones with namespaces of their own, LANES at a time,
# and one veth each into one bridge by one `ip -batch`. Says "up"; its end is the end of all, as it is run as the
# first process of a PID namespace. Usage: star-by-kernel.pl NODES LANES
use strict;
use warnings;
$| = 1;

my ($nodes, $lanes) = @ARGV;
# clone(2) by architecture; sched.h: NEWNS, NEWUTS, NEWIPC, NEWPID, NEWNET.
my %clone = (x86_64 => 56, aarch64 => 220);
chomp(my $machine = `uname -m`);
my $clone = $clone{$machine} or die "no number of clone(2) for $machine\n";
my $namespaces = 0x00020000 | 0x04000000 | 0x08000000 | 0x20000000 | 0x40000000;
my $SIGCHLD = 17;

pipe(my $born, my $tell) or die "pipe: $!\n";
for my $lane (0 .. $lanes - 1) {
    defined(my $pid = fork) or die "fork: $!\n";
    next if $pid;
    for (my $node = $lane; $node < $nodes; $node += $lanes) {
        my $child = syscall($clone, $namespaces | $SIGCHLD, 0, 0, 0, 0);
        die "clone: $!\n" if $child < 0;
        if ($child == 0) { sleep 3600 while 1 }
        syswrite $tell, "$child\n";
    }
    sleep 3600 while 1;
}

my @pids;
while (@pids < $nodes) { chomp(my $pid = <$born>); push @pids, $pid }

open(my $ip, '|-', 'ip', '-batch', '-') or die "ip: $!\n";
print $ip "link add name br0 up type bridge stp_state 0 mcast_snooping 0\n";
print $ip "link add name v$_ up master br0 type veth peer name eth0 netns $pids[$_]\n" for 0 .. $#pids;
close $ip or die "ip -batch failed\n";

print "up\n";
1 while <STDIN>;

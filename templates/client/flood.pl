# A SYN flood that ends by itself: so many packets, spread evenly over so many seconds, from random addresses of a
# prefix that nobody has. Arguments: destination, port, first source, number of sources, packets, seconds, and when to
# send them a second time, in seconds: then addresses and ports are the same ones both times, counted on from a number
# that makes them others than those of an earlier run; 0: once, at random.
# It says when it is ready, begins with a line on standard input, ends with its end, and tells in JSON lines what it did.
use strict;
use warnings;
use Socket;
use Time::HiRes qw(time sleep);

my ($destination, $port, $first, $sources, $packets, $seconds, $again, $base) = @ARGV;

# 198.18.0.0/15 is set aside for tests of network devices (RFC 2544): nothing else may be pretended.
my ($lowest, $highest) = map { unpack 'N', inet_aton($_) } '198.18.0.0', '198.19.255.255';
die "no such source addresses\n" if $first < $lowest || $first + $sources - 1 > $highest;
die "too much\n" if $packets > 200_000 || $seconds > 30 || $again > 60 || ($again && $packets > 100_000);

my $target = unpack 'N', inet_aton($destination);
my $to = sockaddr_in(0, inet_aton($destination));
# IPPROTO_RAW: the IP header is in the packet; the kernel adds its length, number and checksum (raw(7)).
socket(my $raw, PF_INET, SOCK_RAW, 255) or die "no raw socket: $!\n";

$| = 1;
print qq({"kind":"ready"}\n);
sysread(STDIN, my $go, 16) or exit 1;
my $start = time;
printf qq({"kind":"started","at":%.3f}\n), 1000 * $start;

my $sent = round($start);
if ($again) {
    sleep(0.01) while time < $start + $again && !is_over();
    my $at = time;
    $sent += round($at);
    printf qq({"kind":"summary","requests":0,"latenessMs":0,"packets":%d,"againAt":%.3f}\n), $sent, 1000 * $at;
} else {
    printf qq({"kind":"summary","requests":0,"latenessMs":0,"packets":%d}\n), $sent;
}

# Sends all packets once, and tells how many left.
sub round {
    my ($begun) = @_;
    my ($left, $tried) = (0, 0);
    while ($tried < $packets) {
        my $passed = time - $begun;
        # What could not be sent in twice its time is not sent.
        last if $passed > 2 * $seconds + 1 || is_over();
        my $due = 1 + int($packets * $passed / $seconds);
        $due = $packets if $due > $packets;
        for (; $tried < $due; $tried++) {
            $left++ if send($raw, $again ? flow($base + $tried) : syn(int(rand $sources), 1024 + int(rand 64_512)), 0, $to);
        }
        sleep(0.001);
    }
    return $left;
}

# The first packet of a flow that has its number's own address and port; the addresses are strewn over the prefix by a
# factor that shares none with its size.
sub flow {
    my ($number) = @_;
    return syn(($number * 40_503) % $sources, 1024 + (int($number / $sources) + $number) % 59_999);
}

# One SYN with an MSS option, as a client's first one has.
sub syn {
    my ($offset, $from) = @_;
    my $source = $first + $offset;
    my @ports = ($from, $port);
    my $tcp = pack 'nnNNCCnnnCCn', @ports, int(rand 4_294_967_296), 0, 0x60, 0x02, 64_240, 0, 0, 2, 4, 1460;
    my $sum = unpack '%32n*', pack('NNCCn', $source, $target, 0, 6, length $tcp) . $tcp;
    $sum = ($sum & 0xffff) + ($sum >> 16) while $sum >> 16;
    substr $tcp, 16, 2, pack('n', ~$sum & 0xffff);
    return pack('CCnnnCCnNN', 0x45, 0, 20 + length $tcp, 0, 0, 64, 6, 0, $source, $target) . $tcp;
}

# Whether standard input has ended: whoever started this is gone.
sub is_over {
    my $ready = '';
    vec($ready, fileno(STDIN), 1) = 1;
    return select($ready, undef, undef, 0) && !sysread(STDIN, my $more, 16);
}

# What one side of a node is asked again and again while somebody watches its lab, by one process that starts as few
# others as it can. Arguments: the seconds from one look to the next, then questions, whose fields are parted by \x1f:
#   name, "file", path...              the text of these files, which may be patterns; each under its name where it is one
#   name, "find", path, regex          what the regex catches of a file
#   name, "stir", path, regex          the same; it is not told, but stirs up what waits for it
#   name, "hear", command...           a command that runs on; each word of it stirs up what waits for it
#   name, "run", seconds, gap, command...   what a command says, so often, and where a look was stirred up, then once
#                                      more after the gap, which are the least seconds from one run to the next
#   name, "ask", user, socket, words   what a UNIX socket answers to that user
#   name, "dns", seconds, hex...       what the name server here answers to these queries, in hexadecimal, so often
#   name, "dump", seconds, family, hex...   what a family of generic netlink dumps for these requests, so often: a line
#                                      each, the request and the answer in hexadecimal
# A look is a line for each question: its name, and where the text is another one than before also \x1f and the text,
# whose line ends are \x1e; then a line with the time. It ends with its standard input.
use strict;
use warnings;
use IO::Socket::UNIX;
use Socket;
use Time::HiRes qw(time);

my ($every, @questions) = (shift, map { [split /\x1f/] } @ARGV);
my (%before, %due, %ran_at, %heard, %matches, %family_of, $kernel, $stirred);
my %how = (
    file => \&file, find => \&find, stir => \&stir, run => \&run, ask => \&ask, dns => \&dns, dump => \&dump_of,
);

for (grep { $_->[1] eq 'hear' } @questions) {
    open my $words, '-|', @$_[2 .. $#$_] or next;
    $heard{fileno $words} = $words;
}
while (1) {
    my $look = '';
    # What stirs comes first.
    for (sort { ($a->[1] eq 'stir' ? 0 : 1) <=> ($b->[1] eq 'stir' ? 0 : 1) } @questions) {
        my ($name, $kind, @more) = @$_;
        my $does = $how{$kind} or next;
        my $text = $does->($name, @more);
        next if !defined $text;
        my $is_same = defined $before{$name} && $before{$name} eq $text;
        $before{$name} = $text;
        $text =~ tr/\n/\x1e/;
        $look .= $is_same ? "$name\n" : "$name\x1f$text\n";
    }
    $stirred = 0;
    $look .= sprintf "\x1f%.3f\n", time;
    while (length $look) {
        my $written = syswrite STDOUT, $look or exit;
        substr $look, 0, $written, '';
    }
    # All readers look at the same moments, so that what they see fits together.
    my $next = $every * (1 + int(time / $every));
    pause($next - time);
}

sub pause {
    my ($left) = @_;
    my $end = time + $left;
    while ($left > 0) {
        my $bits = '';
        vec($bits, $_, 1) = 1 for 0, keys %heard;
        select($bits, undef, undef, $left);
        exit if vec($bits, 0, 1) && !sysread STDIN, my $gone, 512;
        for (grep { vec($bits, $_, 1) } keys %heard) {
            $stirred = 1;
            delete $heard{$_} if !sysread $heard{$_}, my $words, 65536;
        }
        $left = $end - time;
    }
}

# Without Perl's own buffer, which asks the kernel four things more of each file.
sub text_of {
    open my $file, '<:unix', $_[0] or return '';
    my $text = '';
    1 while sysread $file, $text, 16384, length $text;
    return $text;
}

sub file {
    my ($name, @paths) = @_;
    return text_of($paths[0]) if @paths == 1 && $paths[0] !~ /\*/;
    return join "\n", map { my $text = text_of($_); $text =~ s/\s+$//; "$_ $text" } matching(@paths);
}

# Files seldom come and go: the patterns are matched anew at every fourth look, and while nothing matches.
sub matching {
    my $known = $matches{"@_"} //= { looks => 0, files => [] };
    $known->{files} = [map { glob } @_] if $known->{looks}++ % 4 == 0 || !@{ $known->{files} };
    return @{ $known->{files} };
}

sub find {
    my ($name, $path, $regex) = @_;
    return join "\n", text_of($path) =~ /$regex/mg;
}

sub stir {
    my ($name) = @_;
    my $found = find(@_);
    $stirred = 1 if ($before{$name} // '') ne $found;
    $before{$name} = $found;
    return undef;
}

sub run {
    my ($name, $seconds, $gap, @command) = @_;
    my $now = time + 0.1;
    # What is stirred up on and on is not followed each time, and what was may not have settled yet.
    $due{$name} = ($ran_at{$name} // 0) + $gap if $stirred;
    return undef if $now < ($due{$name} // 0);
    $due{$name} = $now + ($stirred && $gap > 0 ? $gap : $seconds);
    $ran_at{$name} = $now;
    open my $said, '-|', @command or return '';
    local $/;
    return <$said> // '';
}

sub is_due {
    my ($name, $seconds) = @_;
    my $now = time + 0.1;
    return 0 if $now < ($due{$name} // 0);
    $due{$name} = $now + $seconds;
    return 1;
}

sub ask {
    my ($name, $user, $socket, $words) = @_;
    # Root here lacks the power over others' files.
    local $> = getpwnam($user) // $>;
    my $peer = IO::Socket::UNIX->new(Peer => $socket) or return '';
    print $peer "$words\n";
    local $/;
    return <$peer> // '';
}

sub dns {
    my ($name, $seconds, @queries) = @_;
    return undef if !is_due($name, $seconds);
    socket(my $server, PF_INET, SOCK_DGRAM, 0) or return '';
    connect $server, sockaddr_in(53, INADDR_LOOPBACK) or return '';
    send $server, pack('H*', $_), 0 for @queries;
    my ($end, @answers) = (time + 0.5);
    while (@answers < @queries && time < $end) {
        my $bits = '';
        vec($bits, fileno $server, 1) = 1;
        select($bits, undef, undef, $end - time) > 0 or last;
        defined recv $server, my $answer, 4096, 0 or last;
        push @answers, unpack 'H*', $answer;
    }
    return join "\n", sort @answers;
}

# Numbers of linux/netlink.h and linux/genetlink.h: AF_NETLINK and NETLINK_GENERIC are 16, and so is the controller, which
# tells (CTRL_CMD_GETFAMILY, 3) the number of the family of a name (attribute 2) as its attribute 1; a dump is 0x300.
sub dump_of {
    my ($name, $seconds, $family, @requests) = @_;
    return undef if !is_due($name, $seconds);
    $kernel or socket($kernel, 16, SOCK_RAW, 16) or return '';
    my $known = $family_of{$family} //=
        asked(16, 0, pack 'C2 x2 S2 Z*', 3, 1, 5 + length $family, 2, $family) =~ /\x06\0\x01\0(..)/s ? unpack 'S', $1 : 0;
    return join "\n", map { "$_ " . unpack 'H*', asked($known, 0x300, pack 'H*', $_) } $known ? @requests : ();
}

# All messages of the kernel's answer, whose end is one of type 3 (NLMSG_DONE) or one that is not of several (NLM_F_MULTI, 2).
sub asked {
    my ($type, $flags, $body) = @_;
    send $kernel, pack('L S2 x8', 16 + length $body, $type, 1 | $flags) . $body, 0 or return '';
    my $answer = '';
    while (1) {
        my $bits = '';
        vec($bits, fileno $kernel, 1) = 1;
        last if !(select($bits, undef, undef, 0.5) > 0 && defined recv $kernel, my $part, 65536, 0);
        $answer .= $part;
        while (length $part >= 16) {
            my ($length, $is, $of) = unpack 'L S2', $part;
            return $answer if $is == 3 || !($of & 2);
            substr $part, 0, $length + 3 & ~3, '';
        }
    }
    # Its end may still come, and is then no answer to anything.
    undef $kernel;
    return '';
}

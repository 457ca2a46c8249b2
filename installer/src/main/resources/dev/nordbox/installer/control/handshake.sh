# Begins TLS with each target in each version, and tells the beginning of the answer: NAME VERSION HEX a line, or `closed`,
# or `silent`. No handshake is finished, and nothing is sent but its first message.
#
# Arguments: first messages, each VERSION=HEX; then targets, each NAME=ADDRESS:PORT
export LC_ALL=C PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
set -u
exec perl - "$@" <<'END'
use strict;
use Socket qw(:DEFAULT :addrinfo);
my (%hellos, @targets);
for (@ARGV) {
    my ($name, $value) = split /=/;
    if ($value =~ /:/) { push @targets, [$name, split /:/, $value] } else { $hellos{$name} = pack 'H*', $value }
}
for my $target (@targets) {
    for my $version (sort keys %hellos) {
        my $got = '';
        my $said = eval {
            local $SIG{ALRM} = sub { die "silent\n" };
            alarm 10;
            my ($error, $at) = getaddrinfo($target->[1], $target->[2], {flags => AI_NUMERICHOST, socktype => SOCK_STREAM});
            die "closed\n" if $error;
            socket(my $socket, $at->{family}, SOCK_STREAM, 0) or die "closed\n";
            connect($socket, $at->{addr}) or die "closed\n";
            defined syswrite($socket, $hellos{$version}) or die "closed\n";
            while (length($got) < 7) {
                sysread($socket, $got, 64, length $got) or die "closed\n";
            }
            1;
        };
        my $why = $@;
        alarm 0;
        chomp $why;
        print "$target->[0] $version ", ($said ? unpack('H*', substr $got, 0, 7) : $why), "\n";
    }
}
END

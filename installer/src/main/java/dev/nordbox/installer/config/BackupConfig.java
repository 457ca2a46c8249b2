package dev.nordbox.installer.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Kits that a box makes by itself.
 *
 * @param recipients who can read them: {@code age1…}, or public halves of SSH keys; nothing secret
 * @param staleAfter how old the last kit may be until {@code status} fails
 */
public record BackupConfig(
        List<String> recipients, Schedule schedule, Target target, Keep keep, Duration staleAfter) {

    public BackupConfig {
        recipients = List.copyOf(recipients);
    }

    /**
     * When a kit is made.
     *
     * @param text {@code daily at HH:MM} or {@code every Nh}, by the box' own clock
     * @param calendar the same as systemd's OnCalendar has it
     * @param interval between two kits
     */
    public record Schedule(String text, String calendar, Duration interval) {
        private static final Duration LONGEST_DELAY = Duration.ofMinutes(30);

        /**
         * @param text that a reader of settings was content with
         */
        public static Schedule of(String text) {
            return BackupFormats.schedule(text);
        }

        /** Up to how much later it may be, so that many boxes do not come at once. */
        public Duration delay() {
            Duration tenth = interval.dividedBy(10);
            return tenth.compareTo(LONGEST_DELAY) < 0 ? tenth : LONGEST_DELAY;
        }
    }

    /** Where kits go: a directory of the box, one of another host over SFTP, or a bucket. */
    public sealed interface Target {
        /** For people; no secret. */
        String name();

        /** The server that the box has to reach; empty for none. */
        Optional<Server> server();

        /**
         * @param host name, or address, of IPv6 in brackets or not
         */
        record Server(String host, int port) {}

        /**
         * @param path absolute
         */
        record Directory(String path) implements Target {
            @Override
            public String name() {
                return path;
            }

            @Override
            public Optional<Server> server() {
                return Optional.empty();
            }
        }

        /**
         * @param path of a directory there; a relative one begins where the login lands
         * @param hostKey fingerprint {@code SHA256:…}, or the key itself
         * @param key private key file on this machine to use in place of one made on the box
         */
        record Sftp(
                String host,
                int port,
                String user,
                String path,
                String hostKey,
                Optional<String> key)
                implements Target {
            /** {@code user@host:port}, an IPv6 address in brackets. */
            public String login() {
                return "%s@%s:%d"
                        .formatted(user, host.contains(":") ? "[" + host + "]" : host, port);
            }

            @Override
            public String name() {
                return "sftp://" + login() + (path.startsWith("/") ? path : "/~/" + path);
            }

            @Override
            public Optional<Server> server() {
                return Optional.of(new Server(host, port));
            }
        }

        /**
         * A bucket of a store that speaks S3.
         *
         * @param endpoint {@code https://s3.example.no}, a port where it is not 443
         * @param prefix of every object, without slashes at its ends; {@code ""} for none
         * @param pathStyle the bucket stands in the path; else before the host's name
         * @param ca file of the one who vouches for the server; empty: whom the system trusts
         * @param credentials file on this machine with what the box shall use; empty: a person is
         *     asked, once
         */
        record S3(
                String endpoint,
                String bucket,
                String prefix,
                String region,
                boolean pathStyle,
                Optional<String> ca,
                Optional<String> credentials)
                implements Target {
            private static final int HTTPS = 443;

            @Override
            public String name() {
                return "s3://%s%s at %s"
                        .formatted(bucket, prefix.isEmpty() ? "" : "/" + prefix, endpoint);
            }

            @Override
            public Optional<Server> server() {
                URI uri = URI.create(endpoint);
                return Optional.of(
                        new Server(
                                (pathStyle ? "" : bucket + ".") + uri.getHost(),
                                uri.getPort() < 0 ? HTTPS : uri.getPort()));
            }
        }
    }

    /**
     * How many kits stay: the last ones, and the newest of each of so many days, weeks and months
     * that have one.
     */
    public record Keep(int last, int daily, int weekly, int monthly) {
        static final Keep DEFAULT = new Keep(3, 7, 4, 6);
    }
}

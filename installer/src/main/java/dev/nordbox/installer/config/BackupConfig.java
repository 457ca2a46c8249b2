package dev.nordbox.installer.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Kits that a box makes by itself.
 *
 * @param recipients who can read them: {@code age1…}, or public halves of SSH keys; nothing secret
 * @param staleAfter how old the last kit may be until {@code status} fails
 * @param document the nordbox.yaml that this stands in, which goes into every kit
 */
public record BackupConfig(
        List<String> recipients,
        Schedule schedule,
        Target target,
        Keep keep,
        Duration staleAfter,
        Optional<String> document) {

    public BackupConfig {
        recipients = List.copyOf(recipients);
    }

    BackupConfig of(Optional<String> text) {
        return new BackupConfig(recipients, schedule, target, keep, staleAfter, text);
    }

    /**
     * When a kit is made.
     *
     * @param text {@code daily at HH:MM} or {@code every Nh}, by the box' own clock
     * @param calendar the same as systemd's OnCalendar has it
     * @param interval between two kits
     */
    public record Schedule(String text, String calendar, Duration interval) {}

    /** Where kits go: one of a directory of the box, or one of another host over SFTP. */
    public sealed interface Target {
        /** For people; no secret. */
        String name();

        /**
         * @param path absolute
         */
        record Directory(String path) implements Target {
            @Override
            public String name() {
                return path;
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

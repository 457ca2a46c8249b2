package dev.nordbox.installer.config;

import dev.nordbox.installer.config.BackupConfig.Keep;
import dev.nordbox.installer.config.BackupConfig.Schedule;
import dev.nordbox.installer.config.BackupConfig.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads the section {@code backup}, of nordbox.yaml and of the file that the box has. */
final class BackupDecoder {
    private static final int SSH_PORT = 22;

    /** What stores without regions call theirs. */
    private static final String REGION = "us-east-1";

    /** One kit may be missed, and what follows it may be late. */
    private static final int INTERVALS = 2;

    private final Section section;
    private final Problems problems;
    private final Path home;

    BackupDecoder(Section section, Problems problems, Path home) {
        this.section = section;
        this.problems = problems;
        this.home = home;
    }

    /** Empty when something is missing that there is no default for; that is a problem by then. */
    Optional<BackupConfig> backup() {
        List<String> recipients = section.texts("recipients", BackupFormats.RECIPIENT);
        if (!section.has("recipients") || recipients.isEmpty()) {
            missing(section, "recipients", "[age1…], or the line of an SSH key ssh-ed25519 AAAA…");
        }
        if (!BackupFormats.canShareAKit(recipients)) {
            problems.add(
                    section.location("recipients"),
                    "`backup.recipients` has post-quantum recipients (age1pq1…) beside others, and"
                            + " a kit that the others open is as weak as they are",
                    "keep to one of the two; for the other, save kits with `kit save`");
        }
        Schedule schedule =
                section.text("schedule", BackupFormats.SCHEDULE)
                        .map(BackupFormats::schedule)
                        .orElse(BackupFormats.DAILY);
        Optional<Target> target = target();
        Keep keep = keep();
        Duration staleAfter =
                section.text("staleAfter", BackupFormats.AGE)
                        .map(BackupFormats::age)
                        .orElse(schedule.interval().multipliedBy(INTERVALS));
        if (staleAfter.compareTo(schedule.interval()) < 0) {
            problems.add(
                    section.location("staleAfter"),
                    "`backup.staleAfter` is shorter than the time between two kits",
                    "make it longer, or make kits more often");
        }
        section.done();
        return target.map(to -> new BackupConfig(recipients, schedule, to, keep, staleAfter));
    }

    private Optional<Target> target() {
        Section target = section.section("target");
        List<String> said = Stream.of("directory", "sftp", "s3").filter(target::has).toList();
        if (said.size() != 1) {
            problems.add(
                    section.location("target"),
                    "`backup.target` is one of directory, sftp, s3; here are " + said.size(),
                    "write target: {directory: /srv/kits}, or {sftp: {host: …, user: …, path: …,"
                            + " hostKey: …}}, or {s3: {endpoint: …, bucket: …}}");
        }
        Optional<Target> found =
                switch (said.isEmpty() ? "" : said.get(0)) {
                    case "directory" ->
                            target.text("directory", BackupFormats.DIRECTORY)
                                    .map(Target.Directory::new);
                    case "sftp" -> sftp(target.section("sftp"));
                    case "s3" -> s3(target.section("s3"));
                    default -> Optional.empty();
                };
        target.done();
        return found;
    }

    private Optional<Target> s3(Section s3) {
        for (String key : List.of("endpoint", "bucket")) {
            if (!s3.has(key)) {
                missing(s3, key, "…");
            }
        }
        Optional<String> endpoint = s3.text("endpoint", BackupFormats.S3_ENDPOINT);
        Optional<String> bucket = s3.text("bucket", BackupFormats.BUCKET);
        Optional<String> prefix = s3.text("prefix", BackupFormats.PREFIX);
        Optional<String> region = s3.text("region", BackupFormats.REGION);
        boolean pathStyle = !s3.has("pathStyle") || s3.flag("pathStyle");
        Optional<String> ca = s3.file("ca", home);
        Optional<String> credentials = s3.file("credentials", home);
        s3.done();
        if (!pathStyle && bucket.orElse("").contains(".")) {
            problems.add(
                    s3.location("pathStyle"),
                    "no certificate is for a bucket with dots before the host's name",
                    "leave `%s` out".formatted(s3.name("pathStyle")));
        }
        if (endpoint.isEmpty() || bucket.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Target.S3(
                        endpoint.get(),
                        bucket.get(),
                        prefix.orElse(""),
                        region.orElse(REGION),
                        pathStyle,
                        ca,
                        credentials));
    }

    private Optional<Target> sftp(Section sftp) {
        for (String key : List.of("host", "user", "path", "hostKey")) {
            if (!sftp.has(key)) {
                missing(sftp, key, "…");
            }
        }
        Optional<String> host = sftp.text("host", NetworkFormats.HOST_NAME_OR_ADDRESS);
        Optional<String> port = sftp.number("port", BackupFormats.PORT);
        Optional<String> user = sftp.text("user", BackupFormats.USER);
        Optional<String> path = sftp.text("path", BackupFormats.REMOTE_PATH);
        Optional<String> hostKey = sftp.text("hostKey", GitFormats.HOST_KEY);
        Optional<String> key = sftp.file("key", home);
        sftp.done();
        if (host.isEmpty() || user.isEmpty() || path.isEmpty() || hostKey.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Target.Sftp(
                        host.get(),
                        port.map(Integer::parseInt).orElse(SSH_PORT),
                        user.get(),
                        path.get(),
                        hostKey.get(),
                        key));
    }

    private Keep keep() {
        Section keep = section.section("keep");
        Keep usual = Keep.DEFAULT;
        Keep decoded =
                new Keep(
                        count(keep, "last", usual.last()),
                        count(keep, "daily", usual.daily()),
                        count(keep, "weekly", usual.weekly()),
                        count(keep, "monthly", usual.monthly()));
        if (decoded.last() == 0) {
            problems.add(
                    keep.location("last"),
                    "`backup.keep.last` is 0, and the kit that was just made would go",
                    "keep 1 at least");
        }
        keep.done();
        return decoded;
    }

    private static int count(Section keep, String key, int usual) {
        return keep.number(key, BackupFormats.COUNT).map(Integer::parseInt).orElse(usual);
    }

    private void missing(Section where, String key, String example) {
        problems.add(
                where.location(),
                "no `" + where.name(key) + "`",
                "add %s: %s".formatted(key, example));
    }
}

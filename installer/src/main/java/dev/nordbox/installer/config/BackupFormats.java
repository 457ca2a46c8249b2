package dev.nordbox.installer.config;

import dev.nordbox.installer.age.AgeException;
import dev.nordbox.installer.age.Recipient;
import dev.nordbox.installer.config.BackupConfig.Schedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How times, places and readers of kits are written. */
final class BackupFormats {
    private static final Pattern DAILY_AT =
            Pattern.compile("daily at ((?:[01]\\d|2[0-3]):[0-5]\\d)");

    /** What parts a day evenly, so that the hours are the same each day. */
    private static final Pattern EVERY = Pattern.compile("every (1|2|3|4|6|8|12)h");

    private static final Pattern LENGTH = Pattern.compile("([1-9]\\d{0,3})([hd])");

    static final Schedule DAILY = schedule("daily at 03:30");

    static final Format SCHEDULE =
            text ->
                    DAILY_AT.matcher(text).matches() || EVERY.matcher(text).matches()
                            ? Optional.empty()
                            : Format.wrong(
                                    text,
                                    "a schedule",
                                    "write `daily at 03:30`, or `every Nh` with N one of 1, 2, 3,"
                                            + " 4, 6, 8, 12");

    static final Format AGE =
            Format.matching(LENGTH.pattern(), "a length of time", "for example 48h or 3d");

    static final Format RECIPIENT = BackupFormats::checkRecipient;

    static final Format DIRECTORY =
            Format.matching(
                    "(?!/(tmp|var/tmp|run|proc|sys|dev)(/|$))"
                            + "/(?!(.*/)?\\.\\.?(/|$))[A-Za-z0-9._/@+-]*[A-Za-z0-9_@+-]",
                    "a directory for kits",
                    "write an absolute path that outlasts a boot, for example /srv/kits");

    static final Format REMOTE_PATH =
            Format.matching(
                    "(?!(.*/)?\\.\\.(/|$))[^\\s\\p{Cntrl}]+",
                    "a directory there",
                    "write the path without blanks and `..`, for example kits or /srv/kits");

    static final Format USER =
            Format.matching(
                    "[A-Za-z_][A-Za-z0-9._-]*", "a login", "name the user, for example kits");

    static final Format PORT =
            Format.matching(
                    "[1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5]",
                    "a port", "write a number up to 65535; 22 is the usual one");

    static final Format S3_ENDPOINT =
            text ->
                    NetworkFormats.API_ENDPOINT.check(text).isEmpty()
                            ? Optional.empty()
                            : Format.wrong(
                                    text,
                                    "an endpoint of S3",
                                    "write https://HOST or https://HOST:PORT, without a path: the"
                                            + " bucket has a key of its own");

    static final Format BUCKET =
            Format.matching(
                    "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]",
                    "a bucket",
                    "write its name alone: 3 to 63 small letters, digits, dots and hyphens");

    /** Of what needs no escapes in a URL, nor in a signature. */
    static final Format PREFIX =
            Format.matching(
                    "(?!(.*/)?\\.\\.?(/|$))[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*",
                    "a prefix",
                    "write it without a slash at its ends, of letters, digits, dots and hyphens,"
                            + " for example boxes/prod-1");

    static final Format REGION =
            Format.matching(
                    "[A-Za-z0-9-]{1,64}", "a region", "for example us-east-1, the usual one");

    static final Format COUNT =
            Format.matching("\\d{1,4}", "a number of kits", "write a number, 0 for none");

    private BackupFormats() {}

    private static Optional<Format.Complaint> checkRecipient(String text) {
        if (text.startsWith("AGE-SECRET-KEY-")) {
            // Not repeated: it is what must never be on a box.
            return Optional.of(
                    new Format.Complaint(
                            "is a private key, and a box holds public halves only",
                            "name its public half, age1…; and make another key, this one was in a"
                                    + " file"));
        }
        try {
            Recipient.parse(text);
            return Optional.empty();
        } catch (AgeException e) {
            return Format.wrong(text, "a recipient", String.valueOf(e.getMessage()));
        }
    }

    /**
     * @param recipients that {@link #RECIPIENT} is content with; what it is not is left out
     */
    static boolean canShareAKit(List<String> recipients) {
        List<Recipient> parsed = new ArrayList<>();
        for (String text : recipients) {
            try {
                parsed.add(Recipient.parse(text));
            } catch (AgeException e) {
                continue; // a problem of its own by now
            }
        }
        return Recipient.canShareAFile(parsed);
    }

    /**
     * @param text that {@link #SCHEDULE} is content with
     */
    static Schedule schedule(String text) {
        Matcher daily = DAILY_AT.matcher(text);
        if (daily.matches()) {
            return new Schedule(text, "*-*-* " + daily.group(1) + ":00", Duration.ofDays(1));
        }
        Matcher every = EVERY.matcher(text);
        if (!every.matches()) {
            throw new IllegalArgumentException("not a schedule: " + text);
        }
        int hours = Integer.parseInt(every.group(1));
        return new Schedule(text, "*-*-* 00/%d:00:00".formatted(hours), Duration.ofHours(hours));
    }

    /**
     * @param text that {@link #AGE} is content with
     */
    static Duration age(String text) {
        Matcher parts = LENGTH.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a length of time: " + text);
        }
        long count = Long.parseLong(parts.group(1));
        return parts.group(2).equals("d") ? Duration.ofDays(count) : Duration.ofHours(count);
    }
}

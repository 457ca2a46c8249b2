package dev.nordbox.installer.config;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/**
 * How the controller keeps its sealing keys; what nobody said is the controller's to know.
 *
 * @param keyRenewPeriod age of the newest key at which the next one is made, in hours; {@code 0}:
 *     never
 * @param keyCutoffTime a newest key from before that does not seal any more
 * @param plainSecrets {@code refuse} or {@code allow}: what becomes of a Secret in the clear
 */
public record SealingConfig(
        Optional<String> keyRenewPeriod,
        Optional<String> keyCutoffTime,
        Optional<String> plainSecrets) {

    public static final SealingConfig STANDARD =
            new SealingConfig(Optional.empty(), Optional.empty(), Optional.empty());

    private static final String REFUSE = "refuse";
    private static final String ALLOW = "allow";

    private static final Format PERIOD =
            Format.matching(
                    "0|[1-9][0-9]{0,4}h", "a time in hours", "write it as 720h, or 0 for never");
    private static final Format POLICY = Format.oneOf(List.of(REFUSE, ALLOW));

    /**
     * @param now a cut-off that is still to come is refused
     */
    static SealingConfig of(Section section, Instant now) {
        SealingConfig sealing =
                new SealingConfig(
                        section.number("keyRenewPeriod", PERIOD),
                        section.text("keyCutoffTime", text -> checkTime(text, now)),
                        section.text("plainSecrets", POLICY));
        section.done();
        return sealing;
    }

    private static Optional<Format.Complaint> checkTime(String text, Instant now) {
        try {
            return OffsetDateTime.parse(text).toInstant().isAfter(now)
                    ? Format.wrong(
                            text,
                            "a time that has been",
                            "name the time at which keys became unsafe, or take it out")
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Format.wrong(text, "a time", "write it as 2026-11-28T20:00:00Z");
        }
    }

    /** Whether the controller refuses a Secret in the clear. */
    public boolean refusesPlain() {
        return !plainSecrets.equals(Optional.of(ALLOW));
    }
}

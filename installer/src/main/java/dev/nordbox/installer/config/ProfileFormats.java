package dev.nordbox.installer.config;

import dev.nordbox.installer.profile.Control;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How the words of a profile are written. */
final class ProfileFormats {
    private static final int MONTHS = 12;

    /** What the profile would do, and shall not. */
    static final String NONE = "none";

    static final Format COUNTRY =
            Format.matching("[A-Za-z]{2}", "a country", "write its ISO 3166-1 code: NO, SE");

    /**
     * Ends in a slash, so that {@code registry.no} does not allow {@code registry.no.evil.example}.
     */
    static final Format REGISTRY =
            Format.matching(
                    "[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?(/[a-z0-9._-]+)*/",
                    "the beginning of image names",
                    "end it with a slash: registry.example.no/ or registry.example.no/team/");

    static final Format MIRROR =
            Format.matching(
                    "https://[A-Za-z0-9.:\\[\\]-]+(/[A-Za-z0-9._/-]*)?",
                    "a mirror's address",
                    "write https://HOST[:PORT][/PATH]");

    static final Format NAME =
            Format.matching(
                    "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?",
                    "a short name",
                    "use lower-case letters, digits and `-`");

    static final Format INGRESS_HOST =
            Format.matching(
                    "(\\*\\.)?[a-z0-9]([a-z0-9.-]*[a-z0-9])?",
                    "a host",
                    "write www.example.no or *.example.no");

    static final Format STORAGE_CLASS =
            Format.matching(
                    "[a-z0-9]([-a-z0-9.]*[a-z0-9])?", "a storage class", "for example local-path");

    static final Format WEBHOOK =
            Format.matching(
                    "[a-z0-9]([-a-z0-9.]*[a-z0-9])?",
                    "the name of a webhook configuration",
                    "for example cert-manager-webhook, as `kubectl get"
                            + " validatingwebhookconfigurations,mutatingwebhookconfigurations`"
                            + " prints it");

    static final Format CONTROL_ID =
            Format.matching("[A-Z0-9]{3,4}-[0-9]{2}", "a control's id", "for example NET-03");

    static final Format STANDING =
            Format.oneOf(
                    Arrays.stream(Control.Standing.values()).map(Control.Standing::word).toList());

    static final Format SEVERITY = Format.oneOf(List.of("must", "should"));

    static final Format GIT = Format.oneOf(List.of("deny", "warn"));

    static final Format SHA256 =
            Format.matching(
                    "([0-9a-fA-F]{2}:?){31}[0-9a-fA-F]{2}",
                    "the SHA-256 sum of a certificate or its public key",
                    "write its 64 hexadecimal digits, as `openssl x509 -noout -fingerprint -sha256`"
                            + " prints them");

    static final Format PORT =
            Format.matching(
                    "[1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5]",
                    "a port", "write its number, for example 443");

    /** No place in the north has land of one country alone around it for longer. */
    static final Format KILOMETRES =
            Format.matching(
                    "[1-9]\\d?|[1-4]\\d{2}|500",
                    "a number of kilometres from 1 to 500",
                    "write how far it is from there to the nearest place abroad, or less: 60");

    static final Format DEGREES =
            Format.matching(
                    "-?\\d{1,3}(\\.\\d{1,6})?", "degrees north or east", "write 59.97 or -3.2");

    /** Any day. */
    static final Format DAY =
            text -> {
                try {
                    LocalDate.parse(text);
                    return Optional.empty();
                } catch (DateTimeParseException e) {
                    return Format.wrong(text, "a day", "write it as 2027-05-31");
                }
            };

    /** Nothing to ask is a choice, too. */
    static final Format REGISTRY_OF_ADDRESSES =
            Format.matching(
                    "none|https://[A-Za-z0-9.:\\[\\]-]+(/[A-Za-z0-9._/-]*)?/ip/",
                    "where a registry answers over RDAP",
                    "write https://rdap.db.ripe.net/ip/, or none");

    static final Format SELF_PROOF =
            text -> text.equals(NONE) ? Optional.empty() : BackupFormats.SCHEDULE.check(text);

    private ProfileFormats() {}

    /** A day at most twelve months ahead. */
    static Format expiry(LocalDate today) {
        return text -> {
            LocalDate day;
            try {
                day = LocalDate.parse(text);
            } catch (DateTimeParseException e) {
                return Format.wrong(text, "a day", "write it as 2027-05-31");
            }
            return day.isAfter(today.plusMonths(MONTHS))
                    ? Optional.of(
                            new Format.Complaint(
                                    "is more than " + MONTHS + " months ahead",
                                    "set " + today.plusMonths(MONTHS) + " at the latest"))
                    : Optional.empty();
        };
    }
}

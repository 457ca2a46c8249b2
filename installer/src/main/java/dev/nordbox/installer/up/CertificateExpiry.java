package dev.nordbox.installer.up;

import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.Script;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The certificate of k3s that ends first. k3s makes new ones when it starts and less than 120 days
 * are left, so a box that is never restarted stops one day.
 *
 * @param file below {@code /var/lib/rancher/k3s}
 */
public record CertificateExpiry(String file, Instant end) {
    static final String LABEL = "list k3s' certificates";

    private static final Duration NEAR = Duration.ofDays(30);
    private static final Command LIST =
            Command.script(LABEL, Script.beside(CertificateExpiry.class, "list-certificates.sh"))
                    .withRoot();

    /** Empty where there is no k3s. */
    public static Optional<CertificateExpiry> on(Host host) throws ProblemException {
        CommandOutcome outcome = host.run(LIST);
        outcome.orFail(host, LIST);
        return outcome.stdout()
                .lines()
                .map(line -> line.split("\t"))
                .filter(fields -> fields.length == 3 && fields[0].equals("certificate"))
                .flatMap(fields -> read(fields[1], fields[2]))
                .min(Comparator.comparing(CertificateExpiry::end));
    }

    /** A file may hold a chain; one that cannot be read is k3s' to complain about. */
    private static Stream<CertificateExpiry> read(String file, String base64) {
        try {
            byte[] pem = Base64.getDecoder().decode(base64);
            return CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .map(each -> new CertificateExpiry(file, each.getNotAfter().toInstant()));
        } catch (CertificateException | IllegalArgumentException e) {
            return Stream.empty();
        }
    }

    /** Negative once it is over. */
    public long daysLeft(Instant now) {
        return Duration.between(now, end).toDays();
    }

    /** For people: {@code until 2027-11-29, 365 days from now}. */
    public String words(Instant now) {
        return "until %s, %d days from now"
                .formatted(end.atZone(ZoneOffset.UTC).toLocalDate(), daysLeft(now));
    }

    /** What to do when less than 30 days are left. */
    public Optional<Problem> warning(Instant now) {
        return now.plus(NEAR).isBefore(end)
                ? Optional.empty()
                : Optional.of(
                        new Problem(
                                end.isBefore(now)
                                        ? "a certificate of k3s has ended"
                                        : "a certificate of k3s ends in %d days"
                                                .formatted(daysLeft(now)),
                                file,
                                "on the server: systemctl restart k3s, which makes new ones"));
    }
}

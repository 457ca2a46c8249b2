package dev.nordbox.installer.steps;

import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.host.ssh.hostkey.HostKey;
import dev.nordbox.installer.host.ssh.hostkey.HostKeyConfirmation;
import dev.nordbox.installer.host.ssh.hostkey.HostKeyConfirmation.Answer;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The key that the Git server must show: named by a person, or seen by the box and approved. */
final class GitHostKey {
    private static final String PIN = "git.hostKey";

    private GitHostKey() {}

    /** Fingerprint of the key that {@code git.hostKey} names, as key or as fingerprint. */
    static Optional<String> wanted(Repository repository) {
        return repository
                .settings()
                .hostKey()
                .map(text -> HostKey.parse(text).map(HostKey::fingerprint).orElse(unpadded(text)));
    }

    static HostKey find(Host host, Repository repository, HostKeyConfirmation confirmation)
            throws ProblemException {
        Optional<HostKey> named = repository.settings().hostKey().flatMap(HostKey::parse);
        if (named.isPresent()) {
            return named.get();
        }
        List<HostKey> seen = scan(host, repository);
        Optional<String> fingerprint = wanted(repository);
        if (fingerprint.isPresent()) {
            return among(seen, fingerprint.get(), repository);
        }
        return confirmed(repository, seen, confirmation);
    }

    private static HostKey among(List<HostKey> seen, String fingerprint, Repository repository)
            throws ProblemException {
        return seen.stream()
                .filter(key -> key.fingerprint().equals(fingerprint))
                .findFirst()
                .orElseThrow(() -> mismatch(repository, fingerprint, seen));
    }

    /** Type and key as a known_hosts line has them. */
    static String line(HostKey key) {
        return key.type() + " " + Base64.getEncoder().encodeToString(key.blob());
    }

    private static List<HostKey> scan(Host host, Repository repository) throws ProblemException {
        Command scan =
                Command.of(
                                "ssh-keyscan",
                                "-T",
                                "20",
                                "-p",
                                String.valueOf(repository.url().port()),
                                "-t",
                                "ed25519,ecdsa,rsa",
                                unbracketed(repository.url().host()))
                        .within(Duration.ofMinutes(2));
        CommandOutcome outcome = host.run(scan);
        List<HostKey> keys = new ArrayList<>();
        for (String line : outcome.stdout().lines().toList()) {
            int blank = line.indexOf(' ');
            if (blank > 0 && !line.startsWith("#")) {
                HostKey.parse(line.substring(blank + 1)).ifPresent(keys::add);
            }
        }
        if (keys.isEmpty()) {
            throw new ProblemException(
                    ExitCode.REPO_UNREACHABLE,
                    new Problem(
                            "the box cannot see the Git server's key: "
                                    + lastLine(outcome.stderr()),
                            host.name() + " → " + repository.knownHost(),
                            "check the repository's URL, DNS and routes of the box; or give the key"
                                    + " as "
                                    + PIN));
        }
        keys.sort(Comparator.comparing(key -> !key.type().equals("ssh-ed25519")));
        return keys;
    }

    private static HostKey confirmed(
            Repository repository, List<HostKey> seen, HostKeyConfirmation confirmation)
            throws ProblemException {
        HostKey key = seen.get(0);
        Answer answer = confirmation.confirm(repository.knownHost(), key, "seen by the box");
        return switch (answer.kind()) {
            case ACCEPTED -> key;
            case ANOTHER -> among(seen, answer.named().orElseThrow(), repository);
            case DECLINED -> throw refused(repository, key, "it was declined");
            case NOBODY_TO_ASK -> throw refused(repository, key, "nobody is there to confirm it");
        };
    }

    private static ProblemException refused(Repository repository, HostKey key, String because) {
        return new ProblemException(
                ExitCode.LOGIN_REFUSED,
                new Problem(
                        "unknown key of the Git server: %s; %s".formatted(key, because),
                        repository.knownHost(),
                        "compare it with what the server's operator publishes, then say"
                                + " --git-host-key %s, or set %s"
                                        .formatted(key.fingerprint(), PIN)));
    }

    private static ProblemException mismatch(
            Repository repository, String wanted, List<HostKey> seen) {
        return new ProblemException(
                ExitCode.LOGIN_REFUSED,
                new Problem(
                        "the Git server shows no key of the fingerprint that was named, %s, but %s"
                                .formatted(
                                        wanted,
                                        seen.stream()
                                                .map(HostKey::toString)
                                                .collect(Collectors.joining(", "))),
                        repository.knownHost(),
                        "find out why before anything else; if the server's operator confirms the"
                                + " new key, change "
                                + PIN));
    }

    private static String unpadded(String fingerprint) {
        return fingerprint.endsWith("=")
                ? fingerprint.substring(0, fingerprint.length() - 1)
                : fingerprint;
    }

    private static String unbracketed(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static String lastLine(String text) {
        return text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .reduce((first, last) -> last)
                .orElse("it does not answer");
    }
}

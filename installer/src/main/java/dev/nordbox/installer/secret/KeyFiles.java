package dev.nordbox.installer.secret;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.seal.KeyRing;
import dev.nordbox.appliance.seal.SealingException;
import dev.nordbox.appliance.seal.SealingKey;
import dev.nordbox.appliance.seal.control.KeySecret;
import dev.nordbox.installer.file.Reason;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Private keys from files: PEM, or the Secrets that {@code kubectl get secret -l
 * sealedsecrets.bitnami.com/sealed-secrets-key -o yaml} saves.
 */
public final class KeyFiles {
    private final Clock clock;
    private final SecureRandom random;

    public KeyFiles(Clock clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
    }

    /**
     * All of them unseal. One that the backed up cluster has taken out of use seals nothing.
     *
     * @throws ProblemException with every file that holds no usable key
     */
    public KeyRing read(List<Path> files) throws ProblemException {
        List<Found> found = found(files, this::whole);
        return ring(found)
                .retiring(found.stream().filter(Found::outOfUse).map(Found::key).toList());
    }

    /**
     * Without those that the backed up cluster has taken out of use: whoever has a leaked one could
     * read what is sealed with it here.
     *
     * @throws ProblemException with every file that holds no usable key
     */
    public KeyRing inUse(List<Path> files) throws ProblemException {
        return ring(found(files, this::inUse));
    }

    /**
     * All of them, and of each the private key alone: that is what is left to unseal with when a
     * cluster is gone, and what kubeseal reads for that.
     *
     * @throws ProblemException with every file that holds no usable private key
     */
    public KeyRing forRecovery(List<Path> files) throws ProblemException {
        return ring(found(files, this::recovered));
    }

    /** How the keys are read from a file's text. */
    @FunctionalInterface
    private interface Reading {
        List<Found> of(String text) throws SealingException;
    }

    /** How a key is read from a Secret. */
    @FunctionalInterface
    private interface OfSecret {
        SealingKey of(Map<String, Object> secret) throws SealingException;
    }

    /**
     * @param outOfUse the cluster that was backed up seals with it no more
     */
    private record Found(SealingKey key, boolean outOfUse) {}

    private static KeyRing ring(List<Found> found) {
        return new KeyRing(found.stream().map(Found::key).toList());
    }

    private List<Found> found(List<Path> files, Reading reading) throws ProblemException {
        List<Found> found = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (Path file : files) {
            try {
                found.addAll(reading.of(Files.readString(file)));
            } catch (IOException e) {
                problems.add(problem("the key file cannot be read: " + Reason.of(e), file));
            } catch (SealingException e) {
                problems.add(problem(e.getMessage(), file));
            }
        }
        if (!problems.isEmpty()) {
            throw new ProblemException(ExitCode.NOT_SEALED, problems);
        }
        return found;
    }

    private List<Found> whole(String text) throws SealingException {
        return isPem(text) ? pem(text) : secrets(text, secret -> true, KeySecret::read);
    }

    private List<Found> inUse(String text) throws SealingException {
        return isPem(text) ? pem(text) : secrets(text, KeySecret::isActive, KeySecret::read);
    }

    private List<Found> recovered(String text) throws SealingException {
        return isPem(text)
                ? List.of(new Found(SealingKey.recovered(text, clock.instant(), random), false))
                : secrets(
                        text,
                        secret -> true,
                        secret -> KeySecret.recovered(secret, clock.instant(), random));
    }

    private static boolean isPem(String text) {
        return text.stripLeading().startsWith("-----BEGIN");
    }

    private List<Found> pem(String text) throws SealingException {
        return List.of(new Found(SealingKey.parse(text, clock.instant(), random), false));
    }

    private static List<Found> secrets(
            String text, Predicate<Map<String, Object>> wanted, OfSecret key)
            throws SealingException {
        List<Map<String, Object>> secrets =
                Documents.parse(text).stream()
                        .filter(object -> Fields.text(object, "kind").orElse("").equals("Secret"))
                        .toList();
        if (secrets.isEmpty()) {
            throw new SealingException("neither a PEM nor a Secret with a key");
        }
        List<Found> found = new ArrayList<>();
        for (Map<String, Object> secret : secrets.stream().filter(wanted).toList()) {
            found.add(new Found(key.of(secret), KeySecret.isOutOfUse(secret)));
        }
        if (found.isEmpty()) {
            throw new SealingException("every key in it is out of use, as its label says");
        }
        return found;
    }

    private static Problem problem(String what, Path file) {
        return new Problem(
                what, file.toString(), "name a PEM, or a backup of the cluster's key Secrets");
    }
}

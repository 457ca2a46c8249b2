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
import java.util.function.BiConsumer;
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
        List<SealingKey> retired = new ArrayList<>();
        return read(
                        files,
                        key -> true,
                        (secret, key) -> {
                            if (KeySecret.isOutOfUse(secret)) {
                                retired.add(key);
                            }
                        })
                .retiring(retired);
    }

    /**
     * Without those that the backed up cluster has taken out of use: whoever has a leaked one could
     * read what is sealed with it here.
     *
     * @throws ProblemException with every file that holds no usable key
     */
    public KeyRing inUse(List<Path> files) throws ProblemException {
        return read(files, KeySecret::isActive, (secret, key) -> {});
    }

    private KeyRing read(
            List<Path> files,
            Predicate<Map<String, Object>> wanted,
            BiConsumer<Map<String, Object>, SealingKey> seen)
            throws ProblemException {
        List<SealingKey> keys = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (Path file : files) {
            try {
                keys.addAll(read(file, wanted, seen));
            } catch (IOException e) {
                problems.add(problem("the key file cannot be read: " + Reason.of(e), file));
            } catch (SealingException e) {
                problems.add(problem(e.getMessage(), file));
            }
        }
        if (!problems.isEmpty()) {
            throw new ProblemException(ExitCode.NOT_SEALED, problems);
        }
        return new KeyRing(keys);
    }

    private List<SealingKey> read(
            Path file,
            Predicate<Map<String, Object>> wanted,
            BiConsumer<Map<String, Object>, SealingKey> seen)
            throws IOException, SealingException {
        String text = Files.readString(file);
        if (text.stripLeading().startsWith("-----BEGIN")) {
            return List.of(SealingKey.parse(text, clock.instant(), random));
        }
        List<Map<String, Object>> secrets =
                Documents.parse(text).stream()
                        .filter(object -> Fields.text(object, "kind").orElse("").equals("Secret"))
                        .toList();
        if (secrets.isEmpty()) {
            throw new SealingException("neither a PEM nor a Secret with a key");
        }
        List<SealingKey> keys = new ArrayList<>();
        for (Map<String, Object> secret : secrets.stream().filter(wanted).toList()) {
            SealingKey key = KeySecret.read(secret);
            seen.accept(secret, key);
            keys.add(key);
        }
        if (keys.isEmpty()) {
            throw new SealingException("every key in it is out of use, as its label says");
        }
        return keys;
    }

    private static Problem problem(String what, Path file) {
        return new Problem(
                what, file.toString(), "name a PEM, or a backup of the cluster's key Secrets");
    }
}

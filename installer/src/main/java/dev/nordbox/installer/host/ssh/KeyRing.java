package dev.nordbox.installer.host.ssh;

import dev.nordbox.installer.file.Reason;
import dev.nordbox.installer.host.HostException;
import dev.nordbox.installer.host.ssh.Candidate.CertificateFile;
import dev.nordbox.installer.host.ssh.config.HostSettings.Identities;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The keys that a login to one host may offer: those of files, and those of an agent. */
final class KeyRing {
    private final WatchedPrompts prompts;
    private final Optional<Path> agent;
    private final boolean onlyNamed;
    private final List<Candidate> candidates = new ArrayList<>();
    private final List<String> unusable = new ArrayList<>();

    private KeyRing(WatchedPrompts prompts, Optional<Path> agent, boolean onlyNamed) {
        this.prompts = prompts;
        this.agent = agent;
        this.onlyNamed = onlyNamed;
    }

    /**
     * @param identity the key that was asked for on the command line: this one and no other
     * @throws HostException when that one cannot be used
     */
    static KeyRing gather(
            Optional<Path> identity,
            Identities configured,
            SshEnvironment environment,
            WatchedPrompts prompts)
            throws HostException {
        KeyRing ring =
                new KeyRing(
                        prompts,
                        environment.socket(configured.agent()),
                        identity.isPresent() || configured.only());
        if (identity.isPresent()) {
            ring.require(identity.get());
        } else if (!configured.files().isEmpty()) {
            configured.files().forEach(ring::tryConfigured);
        } else {
            environment.defaultKeys().stream().filter(Files::exists).forEach(ring::tryFile);
            environment.hardwareKeys().forEach(ring::tryPublicHalf);
        }
        configured.certificates().forEach(ring::certify);
        return ring;
    }

    private void require(Path file) throws HostException {
        if (!Files.isRegularFile(file)
                && PublicHalf.in(new KeyFile(file).beside(".pub")).isEmpty()) {
            throw refused("there is no such key file", file, "name an existing private key");
        }
        try {
            add(file);
        } catch (IOException | GeneralSecurityException e) {
            throw refused(
                    "not a readable private key: " + Reason.of(e),
                    file,
                    "name the private half (without .pub), readable by you");
        }
        boolean usable =
                candidates.stream().anyMatch(candidate -> isOpen(candidate) || holds(candidate));
        if (!usable && !(prompts.somebody() && candidates.get(0).lock().isPresent())) {
            throw refused(
                    candidates.get(0).lock().isPresent()
                            ? "the key is encrypted, and no passphrase for it was given"
                            : "this is a public key, and no agent has its private half",
                    file,
                    "run in a terminal, or `ssh-add " + file + "` so that an agent signs");
        }
    }

    private void tryConfigured(Path file) {
        if (Files.exists(file)) {
            tryFile(file);
        } else if (PublicHalf.in(new KeyFile(file).beside(".pub")).isPresent()) {
            tryPublicHalf(file);
        } else {
            unusable.add(file + ": there is no such file");
        }
    }

    private void tryFile(Path file) {
        try {
            add(file);
        } catch (IOException | GeneralSecurityException e) {
            unusable.add(file + ": " + Reason.of(e));
        }
    }

    /** A key whose private half lies in a security key or in an agent. */
    private void tryPublicHalf(Path file) {
        PublicHalf.in(new KeyFile(file).beside(".pub"))
                .ifPresent(key -> addCandidate(new KeyFile(file), key, Optional.empty()));
    }

    private void add(Path file) throws IOException, GeneralSecurityException {
        KeyFile key = new KeyFile(file);
        Optional<PublicKey> onlyPublic = PublicHalf.in(file);
        if (onlyPublic.isPresent() || !Files.exists(file)) {
            PublicKey half = onlyPublic.or(() -> PublicHalf.in(key.beside(".pub"))).orElseThrow();
            addCandidate(key, half, Optional.empty());
            return;
        }
        Optional<PublicKey> half = key.publicHalf();
        if (half.isPresent() && HostKeyAlgorithms.isHardware(half.get())) {
            addCandidate(key, half.get(), Optional.empty());
            return;
        }
        Optional<KeyPair> pair = key.read();
        KeyFileLock lock = new KeyFileLock(key, pair, prompts);
        if (pair.isEmpty() && half.isEmpty() && prompts.somebody()) {
            // An older format: without the passphrase not even the public half is known.
            half = Optional.of(lock.open().getPublic());
        }
        if (pair.isPresent()) {
            half = pair.map(KeyPair::getPublic);
        }
        addCandidate(
                key,
                half.orElseThrow(() -> new IOException("encrypted, and no .pub beside it")),
                Optional.of(lock));
    }

    private void addCandidate(KeyFile key, PublicKey half, Optional<KeyFileLock> lock) {
        Candidate plain = new Candidate(key.path().toString(), half, lock, List.of());
        candidates.add(key.certificate().map(plain::with).orElse(plain));
        if (key.certificate().isEmpty()) {
            Path beside = key.beside("-cert.pub");
            PublicHalf.typeIn(beside)
                    .ifPresent(type -> unusable.add(KeyOffer.unknown(type, beside.toString())));
        }
    }

    private void certify(Path file) {
        CertificateFile.in(file)
                .ifPresentOrElse(
                        this::certify,
                        () -> unusable.add(file + ": no certificate that can be read"));
    }

    private void certify(CertificateFile named) {
        candidates.replaceAll(candidate -> candidate.with(named));
        if (candidates.stream().noneMatch(candidate -> named.isFor(candidate.publicKey()))) {
            PublicKey half = named.certificate().getCertPubKey();
            candidates.add(
                    new Candidate(named.name(), half, Optional.empty(), List.of()).with(named));
        }
    }

    private static boolean isOpen(Candidate candidate) {
        return candidate.lock().filter(KeyFileLock::isOpen).isPresent();
    }

    /** Whether the agent has a key; false as well when nobody answers at its socket. */
    private boolean holds(Candidate candidate) {
        try (KeyOffer offer = offer()) {
            return offer.keys().stream()
                    .anyMatch(
                            key ->
                                    !(key instanceof LoginKey.OfFile)
                                            && candidate.is(key.publicKey()));
        }
    }

    /** Whether there is anything to offer before the agent is asked. */
    boolean isEmpty() {
        return candidates.isEmpty() && agent.isEmpty();
    }

    /** What a login offers, in order; the agent is asked now. To be closed after the login. */
    KeyOffer offer() {
        return KeyOffer.of(candidates, agent, onlyNamed, prompts, unusable);
    }

    private static HostException refused(String what, Path file, String remedy) {
        return new HostException(
                ExitCode.LOGIN_REFUSED, new Problem(what, "--identity " + file, remedy));
    }
}

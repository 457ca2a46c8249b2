package dev.nordbox.installer.host.ssh;

import dev.nordbox.installer.host.HostException;
import dev.nordbox.installer.host.ssh.hostkey.HostKeyConfirmation;
import dev.nordbox.installer.host.ssh.hostkey.HostKeyPolicy;
import dev.nordbox.installer.host.ssh.hostkey.HostKeyVerdict;
import dev.nordbox.installer.host.ssh.hostkey.KnownHosts;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.signature.Signature;

/** Opens connections to one host: the first, and later fresh ones that prove the way in. */
public final class SshConnector {
    private final SshTarget target;
    private final HostKeyPolicy policy;
    private final HostKeyConfirmation confirmation;
    private final KeyRing keys;
    private final SshTimings timings;

    private SshConnector(
            SshTarget target,
            HostKeyPolicy policy,
            HostKeyConfirmation confirmation,
            KeyRing keys,
            SshTimings timings) {
        this.target = target;
        this.policy = policy;
        this.confirmation = confirmation;
        this.keys = keys;
        this.timings = timings;
    }

    /**
     * Reads the keys; nothing goes over the network yet.
     *
     * @throws ProblemException when {@code --host-key} or {@code --identity} cannot be used
     */
    public static SshConnector of(
            SshLogin login,
            SshEnvironment environment,
            HostKeyConfirmation confirmation,
            PassphrasePrompt passphrases,
            SshTimings timings)
            throws ProblemException {
        KnownHosts knownHosts = KnownHosts.of(environment.home());
        HostKeyPolicy policy =
                login.hostKey().isPresent()
                        ? HostKeyPolicy.Pinned.parse(login.hostKey().get(), knownHosts)
                        : new HostKeyPolicy.Known(knownHosts);
        KeyRing keys = KeyRing.gather(login.identity(), environment, passphrases);
        return new SshConnector(login.target(), policy, confirmation, keys, timings);
    }

    /**
     * Connects and logs in; asks for a host key's confirmation or a passphrase where that helps.
     *
     * @throws HostException telling apart: no way there, wrong or unknown host key, login refused
     */
    public SshHost connect() throws HostException {
        long start = System.nanoTime();
        SshConnection connection = open();
        return new SshHost(target, this, connection, Duration.ofNanos(System.nanoTime() - start));
    }

    /** A connection of its own that asks nobody; closed again at once. */
    void proveLogin(Duration deadline) throws HostException {
        handshake(timings.loginWithin(deadline)).close();
    }

    private SshConnection open() throws HostException {
        while (true) {
            try {
                return handshake(timings);
            } catch (UnknownHostKey unknown) {
                remember(unknown);
            } catch (LoginRefused refused) {
                if (!keys.unlock()) {
                    throw refused;
                }
            }
        }
    }

    private SshConnection handshake(SshTimings within) throws HostException {
        try {
            return handshake(HostKeyAlgorithms.preferring(knownTypes()), within);
        } catch (HostKeyRefused refused) {
            if (policy instanceof HostKeyPolicy.Pinned) {
                return withAnotherKey(within, refused);
            }
            throw refused;
        }
    }

    /** The pin may be of a key that the server has, but does not show first. */
    private SshConnection withAnotherKey(SshTimings within, HostKeyRefused first)
            throws HostKeyRefused {
        for (List<NamedFactory<Signature>> kind : HostKeyAlgorithms.oneKindEach()) {
            try {
                return handshake(kind, within);
            } catch (HostException e) {
                // It has no key of this kind, or another one: the first refusal tells the story.
                first.addSuppressed(e);
            }
        }
        throw first;
    }

    private SshConnection handshake(List<NamedFactory<Signature>> algorithms, SshTimings within)
            throws HostException {
        return new Handshake(target, policy, algorithms, keys, within).perform();
    }

    private List<String> knownTypes() throws HostException {
        try {
            return policy.knownTypes(target.knownHostsName());
        } catch (IOException e) {
            throw new HostException(
                    ExitCode.LOGIN_REFUSED,
                    new Problem(
                            "known_hosts cannot be read: " + e.getMessage(),
                            target.name(),
                            "mend the file or its permissions"),
                    e);
        }
    }

    private void remember(UnknownHostKey unknown) throws HostException {
        HostKeyVerdict.Unknown verdict = unknown.verdict();
        String name = target.knownHostsName();
        switch (confirmation.confirm(name, verdict.key(), verdict.note())) {
            case ACCEPTED -> append(name, verdict);
            case DECLINED -> throw new UnknownHostKey(target, verdict, "it was not confirmed");
            case NOBODY_TO_ASK -> throw unknown;
        }
    }

    private void append(String name, HostKeyVerdict.Unknown verdict) throws HostException {
        try {
            policy.knownHosts().remember(name, verdict.key());
        } catch (IOException e) {
            throw new HostException(
                    ExitCode.LOGIN_REFUSED,
                    new Problem(
                            "the confirmed host key cannot be kept: " + e.getMessage(),
                            policy.knownHosts().own().toString(),
                            "make the file writable, or pass --host-key "
                                    + verdict.key().fingerprint()),
                    e);
        }
    }
}

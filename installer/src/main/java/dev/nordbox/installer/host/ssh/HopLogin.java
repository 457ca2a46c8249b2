package dev.nordbox.installer.host.ssh;

import dev.nordbox.installer.file.Reason;
import dev.nordbox.installer.host.HostException;
import dev.nordbox.installer.host.ssh.hostkey.FirstContact;
import dev.nordbox.installer.host.ssh.hostkey.HostKey;
import dev.nordbox.installer.host.ssh.hostkey.HostKeyConfirmation;
import dev.nordbox.installer.host.ssh.hostkey.HostKeyConfirmation.Answer;
import dev.nordbox.installer.host.ssh.hostkey.HostKeyPolicy;
import dev.nordbox.installer.host.ssh.hostkey.HostKeyVerdict;
import dev.nordbox.installer.host.ssh.hostkey.Pin;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.signature.Signature;

/** Gets into one hop, as often as it is asked to; settles which host key is the right one. */
final class HopLogin {
    private final Hop hop;
    private HostKeyPolicy policy;
    private final FirstContact contact;
    private final KeyRing keys;
    private final People people;
    private final SshTimings timings;
    private Optional<HostKey> met = Optional.empty();

    /** The host key was not known or named before this run. */
    private boolean asked;

    /** The host key was kept, or that it cannot be was told. */
    private boolean remembered;

    /**
     * @param confirmation of host keys
     * @param prompts for passphrases and passwords
     * @param warnings what is worth telling and in nobody's way
     */
    record People(
            HostKeyConfirmation confirmation, WatchedPrompts prompts, Consumer<Problem> warnings) {}

    HopLogin(
            Hop hop,
            HostKeyPolicy policy,
            FirstContact contact,
            KeyRing keys,
            People people,
            SshTimings timings) {
        this.hop = hop;
        this.policy = policy;
        this.contact = contact;
        this.keys = keys;
        this.people = people;
        this.timings = timings;
    }

    Hop hop() {
        return hop;
    }

    /** How long people took to answer here. */
    Duration spentAsking() {
        return people.prompts().spent();
    }

    /** Connects and logs in; asks for a host key's confirmation where that helps, once. */
    SshConnection open(Optional<SshConnection> via, HandshakeReport report) throws HostException {
        try {
            return attempt(via, report);
        } catch (UnknownHostKey unknown) {
            settle(unknown);
        } catch (HostKeyRefused refused) {
            replace(refused);
        }
        return attempt(via, report);
    }

    /** A login of its own, with what was typed before; asks anew for what counts once. */
    SshConnection prove(Optional<SshConnection> via, SshTimings within) throws HostException {
        var asked = repeating("a fresh login has to prove the way in");
        return handshake(via, within, asked, HandshakeReport.NONE);
    }

    /** After {@link #open}: with the host key of then and no other, and with what was typed. */
    SshConnection again(Optional<SshConnection> via) throws HostException {
        HostKeyPolicy same = new HostKeyPolicy.Same(met.orElseThrow(), policy);
        var asked = repeating("the connection was lost");
        return handshake(same, preferred(same), via, timings, asked, HandshakeReport.NONE);
    }

    private Handshake.Asked repeating(String why) {
        return new Handshake.Asked(people.prompts().again(why), people.prompts());
    }

    private SshConnection attempt(Optional<SshConnection> via, HandshakeReport report)
            throws HostException {
        var asked = new Handshake.Asked(people.prompts(), people.prompts());
        return handshake(via, timings, asked, report);
    }

    private SshConnection handshake(
            Optional<SshConnection> via,
            SshTimings within,
            Handshake.Asked asked,
            HandshakeReport report)
            throws HostException {
        try {
            return handshake(policy, preferred(policy), via, within, asked, report);
        } catch (HostKeyRefused refused) {
            if (policy instanceof HostKeyPolicy.Pinned) {
                return withAnotherKey(via, within, asked, report, refused);
            }
            throw refused;
        }
    }

    /** The pin may be of a key that the server has, but does not show first. */
    private SshConnection withAnotherKey(
            Optional<SshConnection> via,
            SshTimings within,
            Handshake.Asked asked,
            HandshakeReport report,
            HostKeyRefused first)
            throws HostException {
        for (List<NamedFactory<Signature>> kind : HostKeyAlgorithms.oneKindEach()) {
            try {
                return handshake(policy, kind, via, within, asked, report);
            } catch (LoginRefused e) {
                throw e; // the key was the right one
            } catch (HostException e) {
                // It has no key of this kind, or another one: the first refusal tells the story.
                first.addSuppressed(e);
            }
        }
        throw first;
    }

    private SshConnection handshake(
            HostKeyPolicy by,
            List<NamedFactory<Signature>> algorithms,
            Optional<SshConnection> via,
            SshTimings within,
            Handshake.Asked asked,
            HandshakeReport report)
            throws HostException {
        Handshake handshake = new Handshake(hop, by, algorithms, keys, asked, within);
        SshConnection connection = handshake.perform(via, report);
        met = met.or(handshake::hostKey);
        handshake.newlyTrusted().filter(key -> !remembered).ifPresent(this::remember);
        return connection;
    }

    private List<NamedFactory<Signature>> preferred(HostKeyPolicy by) throws HostException {
        try {
            String name = hop.knownHostsName();
            return HostKeyAlgorithms.preferring(by.knownTypes(name), by.trustsAuthority(name));
        } catch (IOException e) {
            throw new HostException(
                    ExitCode.LOGIN_REFUSED,
                    new Problem(
                            "known_hosts cannot be read: " + Reason.of(e),
                            hop.target().name(),
                            "mend the file or its permissions"),
                    e);
        }
    }

    private void settle(UnknownHostKey unknown) throws HostException {
        HostKeyVerdict.Unknown verdict = unknown.verdict();
        if (contact != FirstContact.ACCEPT_NEW) {
            if (hop.settings().hostKeys().strict()) {
                throw new UnknownHostKey(hop, verdict, "StrictHostKeyChecking yes asks nobody");
            }
            Answer answer =
                    hop.settings().batch()
                            ? Answer.NOBODY_TO_ASK
                            : asked(
                                    person ->
                                            person.confirm(
                                                    hop.knownHostsName(),
                                                    verdict.key(),
                                                    verdict.note()));
            switch (answer.kind()) {
                case ACCEPTED -> {}
                case ANOTHER -> {
                    expect(Pin.pasted(answer.named().orElseThrow()));
                    return;
                }
                case DECLINED -> throw new UnknownHostKey(hop, verdict, "it was not confirmed");
                case NOBODY_TO_ASK -> throw unknown;
            }
        }
        asked = true;
        if (!remember(verdict.key())) {
            expect(Pin.confirmed(verdict.key()));
        }
    }

    private Answer asked(Function<HostKeyConfirmation, Answer> question) {
        return people.prompts().watched(() -> question.apply(people.confirmation()));
    }

    /** From here on it is as if --host-key had named it. */
    private void expect(Pin pin) {
        policy = new HostKeyPolicy.Pinned(pin, policy.knownHosts());
        asked = true;
    }

    /** Only with --replace-host, and only what a person has confirmed or pinned. */
    private void replace(HostKeyRefused refused) throws HostException {
        HostKeyVerdict.Changed changed = refused.changed().orElse(null);
        if (changed == null || contact != FirstContact.REPLACE) {
            throw refused;
        }
        Answer answer =
                asked(
                        person ->
                                person.confirmReplacement(
                                        hop.knownHostsName(), changed.key(), changed.before()));
        switch (answer.kind()) {
            case ACCEPTED -> putInPlace(changed.key());
            case ANOTHER -> expect(Pin.pasted(answer.named().orElseThrow()));
            case DECLINED, NOBODY_TO_ASK -> throw refused;
        }
    }

    private void putInPlace(HostKey key) throws HostException {
        try {
            List<String> fixed = policy.knownHosts().replace(hop.knownHostsName(), key);
            if (!fixed.isEmpty()) {
                throw new HostException(
                        ExitCode.LOGIN_REFUSED,
                        new Problem(
                                "the old host key stands where nordbox does not write: "
                                        + String.join(", ", fixed),
                                hop.target().name(),
                                "change or delete these lines, then run the same command again"));
            }
        } catch (IOException e) {
            throw new HostException(
                    ExitCode.LOGIN_REFUSED,
                    new Problem(
                            "the confirmed host key cannot be kept: " + Reason.of(e),
                            home(),
                            "make the file writable, or pass --host-key " + key.fingerprint()),
                    e);
        }
    }

    /**
     * A pin that held, or a confirmed key, is kept, so that the next command needs none.
     *
     * @return whether known_hosts knows it now
     */
    private boolean remember(HostKey key) {
        remembered = true;
        String name = hop.knownHostsName();
        try {
            List<String> others = policy.knownHosts().contradicting(name, key);
            if (others.isEmpty()) {
                boolean kept = policy.knownHosts().remember(name, key);
                if (!kept && asked) {
                    notKept(key, "the ssh configuration wants it kept in %s".formatted(home()));
                }
                return kept;
            }
            if (contact == FirstContact.REPLACE) {
                putInPlace(key);
                warn(
                        "host key replaced: %s by %s".formatted(String.join(", ", others), key),
                        "nothing to do; it was asked for with --replace-host");
                return true;
            }
            warn(
                    "the pinned host key %s is not remembered: known_hosts holds %s"
                            .formatted(key, String.join(", ", others)),
                    "if the server was rebuilt, add --replace-host once");
        } catch (IOException | HostException e) {
            notKept(key, Reason.of(e));
        }
        return false;
    }

    /** No reason to stay outside: this run knows the key. */
    private void notKept(HostKey key, String why) {
        warn(
                "the host key is not remembered: " + why,
                "pass --host-key %s next time, or let UserKnownHostsFile name a file that can be written"
                        .formatted(key.fingerprint()));
    }

    private void warn(String what, String remedy) {
        people.warnings().accept(new Problem(what, hop.knownHostsName(), remedy));
    }

    private String home() {
        return policy.knownHosts().home().map(Path::toString).orElse("no file");
    }
}

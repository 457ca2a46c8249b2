package dev.nordbox.appliance.git;

import dev.nordbox.appliance.git.GitException.Reason;
import java.io.IOException;
import java.net.SocketAddress;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.signature.Signature;

/**
 * The keys that one Git host may show. A host of which none is known, or that shows another key, or
 * a revoked one, is refused; nothing is ever learnt on first sight.
 */
final class PinnedHostKeys implements ServerKeyVerifier {

    private final String host;
    private final int port;
    private final KnownHosts knownHosts;
    private final List<PublicKey> pinned;
    private final List<PublicKey> revoked;
    private Optional<GitException> refusal = Optional.empty();

    private PinnedHostKeys(
            String host,
            int port,
            KnownHosts knownHosts,
            List<PublicKey> pinned,
            List<PublicKey> revoked) {
        this.host = host;
        this.port = port;
        this.knownHosts = knownHosts;
        this.pinned = pinned;
        this.revoked = revoked;
    }

    static PinnedHostKeys of(String host, int port, KnownHosts knownHosts) throws GitException {
        List<PublicKey> pinned = new ArrayList<>();
        List<PublicKey> revoked = new ArrayList<>();
        for (KnownHosts.Line line : lines(host, knownHosts)) {
            try {
                KnownHostEntry entry = KnownHostEntry.parseKnownHostEntry(line.text());
                if (entry == null || !entry.isHostMatch(host, port)) {
                    continue;
                }
                PublicKey key =
                        entry.getKeyEntry().resolvePublicKey(null, PublicKeyEntryResolver.IGNORING);
                if (key == null || "cert-authority".equals(entry.getMarker())) {
                    continue;
                }
                ("revoked".equals(entry.getMarker()) ? revoked : pinned).add(key);
            } catch (IOException | GeneralSecurityException | RuntimeException e) {
                throw new GitException(
                        Reason.SETUP,
                        line.where() + ": not a known_hosts line",
                        "correct the line, or take it out",
                        e);
            }
        }
        return new PinnedHostKeys(
                host, port, knownHosts, List.copyOf(pinned), List.copyOf(revoked));
    }

    private static List<KnownHosts.Line> lines(String host, KnownHosts knownHosts)
            throws GitException {
        try {
            return knownHosts.lines();
        } catch (IOException e) {
            throw new GitException(
                    Reason.SETUP,
                    "the known_hosts file "
                            + knownHosts.file().orElseThrow()
                            + " cannot be read: "
                            + GitFailures.words(e),
                    "write the host key of "
                            + host
                            + " into it, one line, as ssh-keyscan prints it",
                    e);
        }
    }

    /** Signatures of the pinned key types first, so that the host shows the key we can check. */
    List<NamedFactory<Signature>> preferred(List<NamedFactory<Signature>> signatures) {
        List<NamedFactory<Signature>> ordered = new ArrayList<>(signatures);
        List<String> types =
                pinned.stream()
                        .map(KeyUtils::getKeyType)
                        .flatMap(type -> KeyUtils.getAllEquivalentKeyTypes(type).stream())
                        .toList();
        ordered.sort(Comparator.comparing(signature -> !types.contains(signature.getName())));
        return ordered;
    }

    /** Why the host was refused in the last attempt; empty if it was not. */
    synchronized Optional<GitException> refusal() {
        return refusal;
    }

    @Override
    public synchronized boolean verifyServerKey(
            ClientSession session, SocketAddress remote, PublicKey shown) {
        if (revoked.stream().noneMatch(key -> KeyUtils.compareKeys(key, shown))
                && pinned.stream().anyMatch(key -> KeyUtils.compareKeys(key, shown))) {
            refusal = Optional.empty();
            return true;
        }
        refusal = Optional.of(refusalOf(shown));
        return false;
    }

    private GitException refusalOf(PublicKey shown) {
        String name = port == 22 ? host : "[" + host + "]:" + port;
        String print = KeyUtils.getKeyType(shown) + " " + KeyUtils.getFingerPrint(shown);
        if (revoked.stream().anyMatch(key -> KeyUtils.compareKeys(key, shown))) {
            return new GitException(
                    Reason.HOST_KEY_REFUSED,
                    name
                            + " shows the host key "
                            + print
                            + ", which "
                            + knownHosts.place()
                            + " revokes",
                    "do not trust this host until its operator has explained the key");
        }
        if (pinned.isEmpty()) {
            return new GitException(
                    Reason.HOST_KEY_REFUSED,
                    "no host key of "
                            + name
                            + " is pinned in "
                            + knownHosts.place()
                            + "; it shows "
                            + print,
                    "compare the fingerprint with the one its operator publishes, then "
                            + knownHosts.toAdd(name + " " + PublicKeyEntry.toString(shown)));
        }
        return new GitException(
                Reason.HOST_KEY_REFUSED,
                name
                        + " shows the host key "
                        + print
                        + ", but "
                        + knownHosts.place()
                        + " pins "
                        + pinned.stream()
                                .map(k -> KeyUtils.getKeyType(k) + " " + KeyUtils.getFingerPrint(k))
                                .collect(Collectors.joining(", ")),
                "someone may sit between us and the host; only if its operator confirms the new key,"
                        + " replace the line in "
                        + knownHosts.place());
    }
}

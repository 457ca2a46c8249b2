package dev.nordbox.installer.host.ssh;

import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;

/**
 * Which signatures are good enough, and in which order a server is asked for its host keys.
 *
 * <p>No SHA-1 and no DSA.
 */
final class HostKeyAlgorithms {
    private static final List<BuiltinSignatures> PLAIN =
            List.of(
                    BuiltinSignatures.ed25519,
                    BuiltinSignatures.nistp256,
                    BuiltinSignatures.nistp384,
                    BuiltinSignatures.nistp521,
                    BuiltinSignatures.rsaSHA512,
                    BuiltinSignatures.rsaSHA256);

    private static final List<BuiltinSignatures> CERTIFIED =
            List.of(
                    BuiltinSignatures.ed25519_cert,
                    BuiltinSignatures.nistp256_cert,
                    BuiltinSignatures.nistp384_cert,
                    BuiltinSignatures.nistp521_cert,
                    BuiltinSignatures.rsaSHA512_cert,
                    BuiltinSignatures.rsaSHA256_cert);

    private static final List<BuiltinSignatures> HARDWARE =
            List.of(BuiltinSignatures.sk_ssh_ed25519, BuiltinSignatures.sk_ecdsa_sha2_nistp256);

    private HostKeyAlgorithms() {}

    /**
     * What is known of a server comes first, so that a key that can be compared is shown.
     *
     * @param certified whether a certificate could be checked
     */
    static List<NamedFactory<Signature>> preferring(List<String> knownTypes, boolean certified) {
        List<BuiltinSignatures> order = new ArrayList<>(PLAIN);
        order.sort(Comparator.comparing(signature -> !knownTypes.contains(keyType(signature))));
        if (certified) {
            order.addAll(0, CERTIFIED);
        }
        return List.copyOf(order);
    }

    /** Each kind of host key on its own: a server shows the one that it is asked for. */
    static List<List<NamedFactory<Signature>>> oneKindEach() {
        return List.of(
                List.of(BuiltinSignatures.ed25519),
                List.of(
                        BuiltinSignatures.nistp256,
                        BuiltinSignatures.nistp384,
                        BuiltinSignatures.nistp521),
                List.of(BuiltinSignatures.rsaSHA512, BuiltinSignatures.rsaSHA256));
    }

    /** What a login may sign with; a hardware key signs through the agent. */
    static List<NamedFactory<Signature>> forLogin() {
        List<NamedFactory<Signature>> all = new ArrayList<>(CERTIFIED);
        all.addAll(PLAIN);
        all.addAll(HARDWARE);
        return all;
    }

    /** Whether the private half lies in a security key. */
    static boolean isHardware(PublicKey key) {
        return KeyUtils.getKeyType(key).startsWith("sk-");
    }

    private static String keyType(BuiltinSignatures signature) {
        return KeyUtils.getCanonicalKeyType(signature.getName());
    }
}

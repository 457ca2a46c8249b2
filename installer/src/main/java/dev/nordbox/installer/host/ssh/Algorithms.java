package dev.nordbox.installer.host.ssh;

import java.util.List;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.mac.BuiltinMacs;

/**
 * What a connection is agreed on with. The library offers SHA-1 and CBC unasked, and puts its first
 * choice of the post-quantum exchanges elsewhere than OpenSSH 10 does.
 */
final class Algorithms {
    /** Safe against a recording that is opened with a quantum computer one day, first. */
    static final List<BuiltinDHFactories> KEY_EXCHANGES =
            List.of(
                    BuiltinDHFactories.mlkem768x25519,
                    BuiltinDHFactories.sntrup761x25519,
                    BuiltinDHFactories.sntrup761x25519_openssh,
                    BuiltinDHFactories.mlkem768nistp256,
                    BuiltinDHFactories.mlkem1024nistp384,
                    BuiltinDHFactories.curve25519,
                    BuiltinDHFactories.curve25519_libssh,
                    BuiltinDHFactories.ecdhp256,
                    BuiltinDHFactories.ecdhp384,
                    BuiltinDHFactories.ecdhp521,
                    BuiltinDHFactories.dhg16_512,
                    BuiltinDHFactories.dhg18_512,
                    BuiltinDHFactories.dhg14_256);

    static final List<BuiltinCiphers> CIPHERS =
            List.of(
                    BuiltinCiphers.aes128gcm,
                    BuiltinCiphers.aes256gcm,
                    BuiltinCiphers.cc20p1305_openssh,
                    BuiltinCiphers.aes256ctr,
                    BuiltinCiphers.aes192ctr,
                    BuiltinCiphers.aes128ctr);

    static final List<BuiltinMacs> MACS =
            List.of(
                    BuiltinMacs.hmacsha256etm,
                    BuiltinMacs.hmacsha512etm,
                    BuiltinMacs.hmacsha256,
                    BuiltinMacs.hmacsha512);

    private Algorithms() {}

    static boolean isPostQuantum(String keyExchange) {
        return keyExchange.startsWith("mlkem") || keyExchange.startsWith("sntrup");
    }
}

package dev.nordbox.installer.host.ssh.hostkey;

import java.util.Optional;

/**
 * What a server shows: its key, and who signed for it when it shows a certificate.
 *
 * @param authority whose signature over the certificate has been verified already
 */
public record ShownKey(HostKey key, Optional<HostKey> authority) {

    public static ShownKey plain(HostKey key) {
        return new ShownKey(key, Optional.empty());
    }
}

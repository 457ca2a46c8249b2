package dev.nordbox.installer.age;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Somebody who can open files that are encrypted to them. Never printed. */
public sealed interface Identity permits X25519Identity, HybridIdentity, SshIdentity, Passphrase {

    /**
     * The file key, if the stanza is this one's.
     *
     * @throws AgeException when the stanza is this one's by its form, and damaged
     */
    Optional<byte[]> unwrap(Stanza stanza) throws AgeException;

    /**
     * Reads a file as {@code age-keygen} writes it: {@code AGE-SECRET-KEY-1…} and {@code
     * AGE-SECRET-KEY-PQ-1…} lines, comments after {@code #}.
     *
     * @throws AgeException UNKNOWN_KEY when there is anything else in it, or no key
     */
    static List<Identity> parse(String text) throws AgeException {
        List<Identity> identities = new ArrayList<>();
        for (String line : text.lines().map(String::strip).toList()) {
            if (!line.isEmpty() && !line.startsWith("#")) {
                identities.add(
                        HybridIdentity.isOne(line)
                                ? HybridIdentity.parse(line)
                                : X25519Identity.parse(line));
            }
        }
        if (identities.isEmpty()) {
            throw AgeException.unknownKey("there is no AGE-SECRET-KEY-1… in it");
        }
        return identities;
    }
}

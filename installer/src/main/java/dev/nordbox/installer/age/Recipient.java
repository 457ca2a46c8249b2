package dev.nordbox.installer.age;

import java.security.SecureRandom;
import java.util.Collection;

/** Somebody a file is encrypted to. Holds nothing secret, but for a passphrase. */
public sealed interface Recipient
        permits X25519Recipient, HybridRecipient, SshRecipient, Passphrase {

    /** The file key as only this recipient can open it. */
    Stanza wrap(byte[] fileKey, SecureRandom random);

    /** Whether it stays closed to who can break the keys of today one day. */
    default boolean isPostQuantum() {
        return false;
    }

    /**
     * Whether one file can be for all of them, as age has it: a post-quantum recipient beside one
     * that is not would be in vain.
     */
    static boolean canShareAFile(Collection<? extends Recipient> recipients) {
        return recipients.stream().map(Recipient::isPostQuantum).distinct().count() < 2;
    }

    /**
     * Reads {@code age1…}, {@code age1pq1…} or a line {@code ssh-ed25519 AAAA… comment}.
     *
     * @throws AgeException UNKNOWN_KEY for everything else
     */
    static Recipient parse(String text) throws AgeException {
        String line = text.strip();
        if (line.startsWith(HybridRecipient.PREFIX + "1")) {
            return HybridRecipient.parse(line);
        }
        if (line.startsWith(X25519Recipient.PREFIX + "1")) {
            return X25519Recipient.parse(line);
        }
        if (line.startsWith(SshRecipient.TYPE + " ")) {
            return SshRecipient.parse(line);
        }
        throw AgeException.unknownKey(
                "a recipient is age1…, or the public half of an SSH key of type ssh-ed25519");
    }
}

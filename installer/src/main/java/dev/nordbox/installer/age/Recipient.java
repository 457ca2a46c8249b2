package dev.nordbox.installer.age;

import java.security.SecureRandom;

/** Somebody a file is encrypted to. Holds nothing secret, but for a passphrase. */
public sealed interface Recipient permits X25519Recipient, SshRecipient, Passphrase {

    /** The file key as only this recipient can open it. */
    Stanza wrap(byte[] fileKey, SecureRandom random);

    /**
     * Reads {@code age1…} or a line {@code ssh-ed25519 AAAA… comment}.
     *
     * @throws AgeException UNKNOWN_KEY for everything else
     */
    static Recipient parse(String text) throws AgeException {
        String line = text.strip();
        if (line.startsWith("age1pq1")) {
            throw AgeException.unknownKey("post-quantum recipients are not known here yet");
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

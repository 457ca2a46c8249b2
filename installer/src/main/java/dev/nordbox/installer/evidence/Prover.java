package dev.nordbox.installer.evidence;

import dev.nordbox.installer.host.ssh.SshSigner;
import java.util.List;
import java.util.Optional;

/**
 * Who proves a box, and signs for it.
 *
 * @param name {@code user@machine}, or the box' own; one word, since allowed_signers has words
 * @param key empty when nobody signs
 */
public record Prover(String name, Optional<SshSigner> key, Kind kind) {
    /** Key of the kind, in the record that a run begins with; runs of old have none. */
    static final String BY = "by";

    /** What the box' own signatures go by; no person's name begins so. */
    private static final String THE_BOX = "the-box-itself@";

    /** Who that is. */
    public enum Kind {
        PERSON("person"),
        /** A program on the box: whoever has root there could have written the same. */
        BOX("box");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }

        boolean wrote(String said) {
            return said.equals(word);
        }
    }

    /**
     * @param operator {@code user@machine}
     */
    public static Prover person(String operator, Optional<SshSigner> key) {
        return new Prover(operator, key, Kind.PERSON);
    }

    /**
     * @param box its name
     */
    public static Prover box(String box, Optional<SshSigner> key) {
        return new Prover(THE_BOX + box, key, Kind.BOX);
    }

    /** The same, of whom no signature is to be had. */
    Prover unsigned() {
        return new Prover(name, Optional.empty(), kind);
    }

    boolean isTheBox() {
        return kind == Kind.BOX;
    }

    /** The public half as a list of {@code authorized_keys}. */
    List<String> publicKey() {
        return key.map(SshSigner::publicKey).stream().toList();
    }

    /** Its line of {@code allowed_signers}. */
    Optional<String> signerLine() {
        return key.map(
                signs ->
                        "%s namespaces=\"%s\" %s"
                                .formatted(name, EvidenceStore.NAMESPACE, signs.publicKey()));
    }
}

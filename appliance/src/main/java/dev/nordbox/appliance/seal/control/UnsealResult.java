package dev.nordbox.appliance.seal.control;

import java.util.List;

/** What became of one SealedSecret. */
sealed interface UnsealResult {

    /**
     * The Secret is as it shall be.
     *
     * @param written it was not so before
     * @param remarks what was passed over, for the condition
     */
    record Unsealed(boolean written, List<String> remarks) implements UnsealResult {}

    /**
     * @param reason of the event, in Bitnami's words
     * @param again whether the same attempt may do better later
     * @param foreign it was sealed with a key that this cluster never had
     */
    record Failed(String reason, String message, boolean again, boolean foreign)
            implements UnsealResult {

        static final String UNSEAL = "ErrUnsealFailed";
        static final String UPDATE = "ErrUpdateFailed";
    }
}

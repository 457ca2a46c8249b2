package dev.nordbox.appliance.webhook;

import java.util.Optional;
import java.util.function.Function;

/** Where a request says that it is genuine, by the header that only such a host sends. */
enum Forge {
    GITHUB("X-Hub-Signature-256", Proof.SIGNATURE),
    FORGEJO("X-Forgejo-Signature", Proof.SIGNATURE),
    GITEA("X-Gitea-Signature", Proof.SIGNATURE),
    GOGS("X-Gogs-Signature", Proof.SIGNATURE),
    /** Bitbucket, in the cloud and of one's own; GitHub's old SHA-1 stands there, too. */
    BITBUCKET("X-Hub-Signature", Proof.SIGNATURE),
    /** Sends the secret itself, so it wants TLS in front. */
    GITLAB("X-Gitlab-Token", Proof.SECRET),
    /** Anything else: {@code X-Signature: sha256=}, the HMAC of the body. */
    GENERIC("X-Signature", Proof.SIGNATURE);

    private static final String SHA256 = "sha256=";

    private enum Proof {
        SIGNATURE,
        SECRET
    }

    private final String header;
    private final Proof proof;

    Forge(String header, Proof proof) {
        this.header = header;
        this.proof = proof;
    }

    /**
     * Whose request this is; empty when nothing proves it.
     *
     * @param headers gives the value of a header
     */
    static Optional<Forge> proven(
            Function<String, Optional<String>> headers, byte[] body, WebhookSecret secret) {
        for (Forge forge : values()) {
            Optional<String> value = headers.apply(forge.header);
            if (value.isPresent() && forge.isProven(value.get().strip(), body, secret)) {
                return Optional.of(forge);
            }
        }
        return Optional.empty();
    }

    private boolean isProven(String value, byte[] body, WebhookSecret secret) {
        return switch (proof) {
            case SECRET -> secret.is(value);
            case SIGNATURE ->
                    secret.signs(
                            body,
                            value.startsWith(SHA256) ? value.substring(SHA256.length()) : value);
        };
    }
}

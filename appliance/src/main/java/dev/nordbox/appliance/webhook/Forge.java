package dev.nordbox.appliance.webhook;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Where a request says that it is genuine, by the header that only such a host sends. */
enum Forge {
    GITHUB("X-Hub-Signature-256", Proof.SIGNATURE),
    FORGEJO("X-Forgejo-Signature", Proof.SIGNATURE),
    GITEA("X-Gitea-Signature", Proof.SIGNATURE),
    GOGS("X-Gogs-Signature", Proof.SIGNATURE),
    /** Bitbucket, in the cloud and of one's own; GitHub's old SHA-1 stands there, too. */
    BITBUCKET("X-Hub-Signature", Proof.SIGNATURE),
    /**
     * GitLab with a signing token, and whoever else keeps to <a
     * href="https://www.standardwebhooks.com">Standard Webhooks</a>.
     */
    STANDARD("webhook-signature", Proof.SIGNATURE_WITH_TIME),
    /** Sends the secret itself, so it wants TLS in front. */
    GITLAB("X-Gitlab-Token", Proof.SECRET),
    /** Anything else: {@code X-Signature: sha256=}, the HMAC of the body. */
    GENERIC("X-Signature", Proof.SIGNATURE);

    private static final String SHA256 = "sha256=";
    private static final String STANDARD_SHA256 = "v1,";

    /** One for each secret while one takes the other's place; the list comes from anybody. */
    private static final int MOST_SIGNATURES = 8;

    /** Either clock may be wrong by as much. */
    private static final Duration FRESH = Duration.ofMinutes(5);

    private enum Proof {
        SIGNATURE,
        SIGNATURE_WITH_TIME,
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
            Function<String, Optional<String>> headers,
            byte[] body,
            WebhookSecret secret,
            Instant now) {
        for (Forge forge : values()) {
            Optional<String> value = headers.apply(forge.header).map(String::strip);
            if (value.isPresent() && forge.isProven(value.get(), headers, body, secret, now)) {
                return Optional.of(forge);
            }
        }
        return Optional.empty();
    }

    private boolean isProven(
            String value,
            Function<String, Optional<String>> headers,
            byte[] body,
            WebhookSecret secret,
            Instant now) {
        return switch (proof) {
            case SECRET -> secret.is(value);
            case SIGNATURE ->
                    secret.signs(
                            body,
                            value.startsWith(SHA256) ? value.substring(SHA256.length()) : value);
            case SIGNATURE_WITH_TIME -> {
                String id = headers.apply("webhook-id").orElse("");
                String time = headers.apply("webhook-timestamp").orElse("");
                byte[] before = (id + "." + time + ".").getBytes(StandardCharsets.UTF_8);
                yield isFresh(time, now)
                        && Stream.of(value.split(" +", MOST_SIGNATURES + 1))
                                .limit(MOST_SIGNATURES)
                                .filter(one -> one.startsWith(STANDARD_SHA256))
                                .map(one -> one.substring(STANDARD_SHA256.length()))
                                .anyMatch(one -> secret.signs(before, body, one));
            }
        };
    }

    private static boolean isFresh(String seconds, Instant now) {
        return seconds.matches("[0-9]{1,12}")
                && Duration.between(Instant.ofEpochSecond(Long.parseLong(seconds)), now)
                                .abs()
                                .compareTo(FRESH)
                        <= 0;
    }
}

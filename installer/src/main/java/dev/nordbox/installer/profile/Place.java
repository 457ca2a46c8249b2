package dev.nordbox.installer.profile;

import java.util.List;
import java.util.Optional;

/**
 * What tells where a host is.
 *
 * @param attestation of its provider, if there is one
 * @param attestors public keys of those who may sign one, as {@code authorized_keys} has them
 * @param registry where the registry of addresses answers over RDAP, up to {@code /ip/}; empty: it
 *     is not asked
 * @param anchors servers of known places
 */
public record Place(
        Optional<Attestation> attestation,
        List<String> attestors,
        Optional<String> registry,
        List<Anchor> anchors) {

    /** Nothing does. */
    public static final Place UNSAID =
            new Place(Optional.empty(), List.of(), Optional.empty(), List.of());

    public Place {
        attestors = List.copyOf(attestors);
        anchors = List.copyOf(anchors);
    }
}

package dev.nordbox.installer.config;

import java.util.Optional;

/**
 * What was said of a box before, where it was then. What a person says now goes before all of it.
 *
 * @param document its nordbox.yaml, for when there is no other one now; its {@code ssh} led to the
 *     host that it was on, its key files ({@code git.deployKey}, {@code backup.target.sftp.key}) to
 *     those of that time: none of them counts
 * @param settings what is known without it
 */
public record Earlier(Optional<String> document, Flags settings) {
    /** Of a box that nobody has heard of. */
    public static final Earlier NOTHING = new Earlier(Optional.empty(), new Flags());

    static final String SOURCE = "nordbox.yaml of the kit";
}

package dev.nordbox.installer.step;

import dev.nordbox.installer.host.RemoteFile;

/**
 * One line of text that a step leaves on the host for its next plan; it comes back in {@code
 * HostFacts.notes}. Never a secret.
 */
public final class Note {

    /** Where the installer keeps what only it needs; root's, 0700. */
    public static final String STATE_DIRECTORY = "/var/lib/nordbox-installer";

    /** Where notes lie, one file each. */
    public static final String DIRECTORY = STATE_DIRECTORY + "/notes";

    /** Sums of the files that nordbox wrote, as {@code sha256sum} writes them. */
    public static final String WRITTEN = STATE_DIRECTORY + "/written";

    /** Present from the moment nordbox takes a host over. */
    public static final String ADOPTED = "adopted";

    /** Present from the moment nordbox gives a host back whose data it leaves there. */
    public static final String DATA_KEPT = "data-kept";

    /** Version of the k3s binary that was installed last, and its sum. */
    public static final String K3S_VERSION = "k3s-version";

    /** Fingerprint of what k3s was last started with. */
    public static final String K3S_STARTED_WITH = "k3s-started-with";

    /** The guard's listing when a login last proved it. */
    public static final String GUARD_LISTING = "guard-listing";

    private Note() {}

    public static RemoteFile of(String name, String value) {
        if (!name.matches("[a-z0-9-]+") || value.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("not a note: " + name);
        }
        return RemoteFile.of(DIRECTORY + "/" + name, value + "\n", "0600");
    }
}

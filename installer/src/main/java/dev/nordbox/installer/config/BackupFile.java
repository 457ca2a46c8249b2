package dev.nordbox.installer.config;

import dev.nordbox.installer.problem.ProblemException;
import java.nio.file.Path;

/**
 * What a box knows of the kits it makes: the file that {@code up} writes there.
 *
 * @param box its name
 * @param host how {@code up} reached it
 */
public record BackupFile(String box, String host, BackupConfig backup) {
    public static final String PATH = "/etc/nordbox/backup.yaml";

    /** Of a box without the settings for it. */
    public static final String NONE_MADE =
            "this box makes no kits by itself: what is not in Git is lost with its disk, but for"
                    + " what `kit save` has saved; `backup` in nordbox.yaml changes that";

    /** Of a host that another one has followed as the box; its controller's status says it, too. */
    public static final String TAKEN_OVER = "has taken this box over";

    /** What helps there. */
    public static final String TAKEN_OVER_REMEDY =
            "switch this host off, or `down` it; should it go on in the other's place, `kit claim`"
                    + " says so to the other one";

    /** What the box was brought up with, for kits; the box' own programs do not read it. */
    public static final String DOCUMENT = "/etc/nordbox/nordbox.yaml";

    /** What making kits needs and leaves; root's, 0700. */
    public static final String STATE = "/var/lib/nordbox-backup";

    /** What opens stores on other hosts. */
    public static final String KEY = STATE + "/id_ed25519";

    /** Who the box is to a store that speaks S3; root's, 0600. */
    public static final String CREDENTIALS = STATE + "/s3-credentials";

    /** Who vouches for such a store, where the system does not; nothing secret. */
    public static final String CA = "/etc/nordbox/backup-ca.pem";

    /** What became of the last runs. */
    public static final String LAST = STATE + "/last.json";

    /** Which volumes the last kit has data of. */
    public static final String VOLUMES = STATE + "/last-kit-volumes";

    public static final String SERVICE = "nordbox-backup.service";
    public static final String TIMER = "nordbox-backup.timer";

    /** Waits for a new sealing key, and wakes {@link #RENEWAL_TIMER}. */
    public static final String RENEWAL = "nordbox-backup-renewal.path";

    /** Makes a kit a little later. */
    public static final String RENEWAL_TIMER = "nordbox-backup-renewal.timer";

    /**
     * @param source its name, for messages
     * @throws ProblemException CONFIG_INVALID with all that is wrong
     */
    public static BackupFile parse(String text, String source) throws ProblemException {
        Problems problems = new Problems();
        Section root =
                new Section(
                        new YamlDocument(source, Path.of("/"), problems).parse(text), "", problems);
        String box = root.text("box", Format.ANY).orElse("");
        String host = root.text("host", Format.ANY).orElse("");
        var backup = new BackupDecoder(root.section("backup"), problems, Path.of("/root")).backup();
        root.done();
        if (box.isEmpty() || host.isEmpty()) {
            problems.add(root.location(), "no `box` and `host`", "run `up` again");
        }
        problems.throwIfAny();
        return new BackupFile(box, host, backup.orElseThrow());
    }
}

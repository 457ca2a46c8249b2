package dev.nordbox.installer.config;

import dev.nordbox.installer.problem.ProblemException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a box knows of the proofs that it makes of itself, beside the settings it keeps: the file
 * that {@code up} writes there.
 *
 * @param box its name
 * @param host how {@code up} reached it
 * @param address where that is
 * @param attested what its provider attests lies beside it
 */
public record ProofFile(String box, String host, String address, boolean attested) {
    public static final String PATH = "/etc/nordbox/proof.yaml";

    /** What the provider attests; its signature, where it has one, lies beside it. */
    public static final String ATTESTATION = "/etc/nordbox/attestation.yaml";

    public static final String ATTESTATION_SIGNATURE = ATTESTATION + ".sig";

    /** What a box signs with; root's, 0700. */
    public static final String STATE = "/var/lib/nordbox-proof";

    /** The box' own key, made there. It is root's, so that it proves no more than root's word. */
    public static final String KEY = STATE + "/id_ed25519";

    public static final String SERVICE = "nordbox-proof.service";

    /** Starts it by the calendar. */
    public static final String TIMER = "nordbox-proof.timer";

    /** Starts it a while after each start of k3s, and so after each boot. */
    public static final String START_TIMER = "nordbox-proof-start.timer";

    /**
     * @param source its name, for messages
     * @throws ProblemException CONFIG_INVALID with all that is wrong
     */
    public static ProofFile parse(String text, String source) throws ProblemException {
        Problems problems = new Problems();
        Section root =
                new Section(
                        new YamlDocument(source, Path.of("/"), problems).parse(text), "", problems);
        String box = root.text("box", Format.ANY).orElse("");
        String host = root.text("host", Format.ANY).orElse("");
        String address = root.text("address", Format.ANY).orElse("");
        boolean attested = root.flag("attested");
        root.done();
        if (box.isEmpty() || host.isEmpty() || address.isEmpty()) {
            problems.add(root.location(), "no `box`, `host` and `address`", "run `up` again");
        }
        problems.throwIfAny();
        return new ProofFile(box, host, address, attested);
    }

    /**
     * The box as it was brought up.
     *
     * @param document the settings that it keeps: {@link BackupFile#DOCUMENT}
     * @param repository URL; {@code ""} where it is not known
     * @throws ProblemException CONFIG_INVALID with all that is wrong
     */
    public BoxConfig config(String document, String repository, BoxConfigReader reader)
            throws ProblemException {
        Flags known =
                new Flags()
                        .with("name", PATH, Optional.of(box))
                        .with("ssh.host", PATH, Optional.of(host))
                        .with("git.url", PATH, Optional.of(repository).filter(u -> !u.isEmpty()))
                        .with(
                                "profile.attestation",
                                PATH,
                                Optional.of(ATTESTATION).filter(path -> attested));
        return reader.after(new Earlier(Optional.of(document), BackupFile.DOCUMENT, known))
                .readWithoutRepository(Optional.empty(), new Flags())
                .reachedAt(address);
    }
}

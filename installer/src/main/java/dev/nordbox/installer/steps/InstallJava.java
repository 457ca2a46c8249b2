package dev.nordbox.installer.steps;

import dev.nordbox.installer.artifact.Artifact;
import dev.nordbox.installer.facts.FactQuery;
import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.InstallSpec;
import dev.nordbox.installer.step.Note;
import dev.nordbox.installer.step.Progress;
import dev.nordbox.installer.step.Step;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Gives the controller a Java: the tarball a person brought, else what the host has, else the
 * distribution's package.
 */
public final class InstallJava implements Step {
    /** Sum of the archive that was unpacked last. */
    static final String NOTE = "java-runtime";

    private static final String ARCHIVE = Note.STATE_DIRECTORY + "/java-runtime.tar.gz";
    private static final Command UNPACK =
            HostScript.of(
                            "unpack the Java runtime",
                            "unpack-java-runtime",
                            ARCHIVE,
                            ControllerPaths.JAVA_RUNTIME,
                            String.valueOf(ControllerJava.OLDEST))
                    .within(Duration.ofMinutes(10));

    @Override
    public String id() {
        return "java";
    }

    @Override
    public String title() {
        return "Provide Java";
    }

    @Override
    public FactQuery asks(InstallSpec spec) {
        return FactQuery.NOTHING;
    }

    @Override
    public List<Change> plan(HostFacts facts, InstallSpec spec) {
        Optional<Artifact> archive = spec.artifacts().javaRuntime();
        if (archive.isPresent()) {
            return isUnpacked(facts, archive.get())
                    ? List.of()
                    : List.of(
                            new Change(
                                            "upload and unpack %s to %s"
                                                    .formatted(
                                                            archive.get().name(),
                                                            ControllerPaths.JAVA_RUNTIME),
                                            (host, progress) ->
                                                    unpack(host, progress, archive.get()))
                                    .because("it is not what was unpacked there last"));
        }
        return ControllerJava.ofHost(facts).isPresent()
                ? List.of()
                : List.of(
                        new Change(
                                        "install the distribution's Java runtime",
                                        (host, progress) -> JavaPackage.install(host))
                                .because("the host has none that will do"));
    }

    private static boolean isUnpacked(HostFacts facts, Artifact archive) {
        return facts.note(NOTE).equals(Optional.of(archive.sha256()))
                && ControllerJava.isBrought(facts);
    }

    private static void unpack(Host host, Progress progress, Artifact archive)
            throws ProblemException {
        host.upload(
                archive.local(),
                archive.sha256(),
                ARCHIVE,
                "0600",
                progress.uploading(archive.fileName()));
        progress.doing("unpacking the Java runtime");
        CommandOutcome outcome = host.run(UNPACK);
        if (!outcome.succeeded()) {
            throw new ProblemException(
                    ExitCode.ARTIFACT_INVALID,
                    new Problem(
                            "the box cannot use the Java runtime: " + outcome.stderr().strip(),
                            archive.local().toString(),
                            "bring a Java %d or newer made for this processor and glibc"
                                    .formatted(ControllerJava.OLDEST)));
        }
        host.write(List.of(Note.of(NOTE, archive.sha256())));
    }
}

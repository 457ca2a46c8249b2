package dev.nordbox.installer.steps;

import dev.nordbox.installer.facts.HostFacts;
import dev.nordbox.installer.host.Command;
import dev.nordbox.installer.host.CommandOutcome;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.step.Change;
import dev.nordbox.installer.step.Note;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The distribution's Java runtime; it goes again only if it came with us. */
final class JavaPackage {
    /** Name of the package that came. */
    static final String NOTE = "java-package";

    static final String NOTED = Note.DIRECTORY + "/" + NOTE;

    private static final Pattern NAME = Pattern.compile("openjdk-[0-9]+-jre-headless");
    private static final Command INSTALL =
            HostScript.ofPackages("install the distribution's Java", "install-java-package", NOTED)
                    .within(Duration.ofMinutes(15));

    private JavaPackage() {}

    static void install(Host host) throws ProblemException {
        CommandOutcome outcome = host.run(INSTALL);
        if (!outcome.succeeded()) {
            throw new ProblemException(
                    ExitCode.ARTIFACT_INVALID,
                    new Problem(
                            "the box has no Java %d or newer, and its package mirror gives none: %s"
                                    .formatted(
                                            ControllerJava.OLDEST,
                                            SaidByApt.reasonIn(outcome.stderr())),
                            host.name(),
                            "let the box reach its mirror (`apt-get update`), or bring a runtime:"
                                    + " --java-runtime FILE.tar.gz"));
        }
    }

    /** To be done before {@link #NOTED} goes. */
    static List<Change> removed(HostFacts facts) {
        Optional<String> name = facts.note(NOTE).filter(noted -> NAME.matcher(noted).matches());
        if (name.isEmpty()) {
            return List.of();
        }
        Command remove =
                HostScript.ofPackages(
                                "remove the distribution's Java", "remove-java-package", name.get())
                        .within(Duration.ofMinutes(10));
        return List.of(
                new Change(
                        "remove the package %s, which up had installed".formatted(name.get()),
                        (host, progress) -> {
                            CommandOutcome outcome = host.run(remove);
                            String why =
                                    outcome.succeeded()
                                            ? outcome.stdout().strip()
                                            : SaidByApt.reasonIn(outcome.stderr());
                            if (!why.isEmpty()) {
                                progress.warn(stays(host, name.get(), why));
                            }
                        }));
    }

    private static Problem stays(Host host, String name, String why) {
        return new Problem(
                "%s, which up had installed, stays: %s".formatted(name, why),
                host.name(),
                "if nobody needs it any more, `apt-get purge %s`".formatted(name));
    }
}

package dev.nordbox.installer.cli;

import dev.nordbox.installer.config.BoxConfigReader;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.profile.Control;
import dev.nordbox.installer.profile.Profile;
import dev.nordbox.templates.DidYouMean;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "profiles",
        description = "Lists the profiles, and says what they hold a box to.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class ProfilesCommand implements Runnable {
    @Spec CommandSpec spec = CommandSpec.create();

    private final Surroundings around;

    ProfilesCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name one of list, show, explain");
    }

    /** What a subcommand prints. */
    private interface Body {
        void print(BoxConfigReader reader, PrintStream out) throws ProblemException;
    }

    @Command(
            name = "list",
            description = "The profiles and their countries.",
            mixinStandardHelpOptions = true)
    int list() {
        return perform(
                (reader, out) -> {
                    for (String name : reader.profiles()) {
                        Profile profile = reader.profile(name);
                        out.println(
                                "%-10s %s %s, %d controls; countries: %s"
                                        .formatted(
                                                name,
                                                profile.title(),
                                                profile.version(),
                                                profile.controls().size(),
                                                String.join(" ", reader.countries(name))));
                    }
                });
    }

    @Command(
            name = "show",
            description = "The controls of a profile.",
            mixinStandardHelpOptions = true)
    int show(
            @Parameters(paramLabel = "PROFILE", description = "nordic, or nordic/no for a country")
                    String profile) {
        return perform(
                (reader, out) -> {
                    Profile read = reader.profile(profile);
                    out.println("%s: %s %s".formatted(read.id(), read.title(), read.version()));
                    for (Control control : read.controls()) {
                        out.println(
                                "%-8s %-6s %-16s %s"
                                        .formatted(
                                                control.id(),
                                                word(control.severity()),
                                                standing(control),
                                                control.requirement()));
                    }
                });
    }

    @Command(
            name = "explain",
            description = "One control: why, how it is enforced and proved.",
            mixinStandardHelpOptions = true)
    int explain(
            @Parameters(paramLabel = "ID", description = "for example NET-03") String id,
            @Option(
                            names = "--profile",
                            paramLabel = "NAME",
                            defaultValue = "nordic",
                            description = "default: nordic")
                    String profile) {
        return perform((reader, out) -> explain(control(reader.profile(profile), id), out));
    }

    private static Control control(Profile profile, String id) throws ProblemException {
        List<String> known = profile.controls().stream().map(Control::id).toList();
        return profile.control(id.toUpperCase(Locale.ROOT))
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        ExitCode.USAGE,
                                        new Problem(
                                                "there is no control " + id,
                                                "profile " + profile.id(),
                                                DidYouMean.orElse(
                                                        id,
                                                        known,
                                                        "see `profiles show "
                                                                + profile.id()
                                                                + "`"))));
    }

    private static void explain(Control control, PrintStream out) {
        out.println(control.id() + "  " + control.requirement());
        line(out, "severity", List.of(word(control.severity())));
        line(out, "standing", List.of(standing(control)));
        line(out, "source", control.sources().stream().map(Object::toString).toList());
        line(out, "enforced by", control.enforcedBy());
        if (control.offSwitch()) {
            line(out, "off switch", List.of("profile.unenforced: [" + control.id() + "]"));
        }
        line(out, "verified by", control.verifiedBy());
        line(out, "missing yet", control.missing());
        line(out, "evidence", List.of(control.evidence()));
        line(out, "leaves open", List.of(control.doesNotProve()));
    }

    private static void line(PrintStream out, String label, List<String> values) {
        values.stream()
                .filter(value -> !value.isEmpty())
                .forEach(value -> out.println("  %-12s %s".formatted(label, value)));
    }

    /** In part, while something is missing: such a control does not pass. */
    private static String standing(Control control) {
        boolean inPart =
                !control.missing().isEmpty()
                        && control.standing() != Control.Standing.NOT_IMPLEMENTED;
        return control.standing().word() + (inPart ? " in part" : "");
    }

    private static String word(Control.Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }

    private int perform(Body body) {
        return new Run("profiles", new OutputOptions(), around)
                .perform(
                        Run.Stdout.DATA,
                        (output, redactor) -> {
                            body.print(BoxOptions.reader(around, output), around.out());
                            around.out().flush();
                            return ExitCode.DONE;
                        });
    }
}

package dev.nordbox.installer.cli;

import dev.nordbox.installer.artifact.Version;
import dev.nordbox.installer.problem.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What {@code man} shows of a command, in roff's man macros, from the command itself. */
final class ManPage {
    private static final Pattern NOT_ASCII = Pattern.compile("[^\\p{ASCII}]");

    private final CommandSpec spec;
    private final StringBuilder page = new StringBuilder();

    private ManPage(CommandLine command) {
        this.spec = command.getCommandSpec();
    }

    static String of(CommandLine command) {
        return new ManPage(command).write();
    }

    /** {@code nordbox-kit-save.1}. */
    static String fileName(CommandLine command) {
        return command.getCommandSpec().qualifiedName("-") + ".1";
    }

    private String write() {
        String name = spec.qualifiedName("-");
        String version = "nordbox " + Version.ofNordbox();
        line(
                ".TH \"%s\" 1 \"\" \"%s\" \"nordbox\""
                        .formatted(plain(name.toUpperCase(Locale.ROOT)), version));
        List<String> description = texts(spec.usageMessage().description());
        section("NAME");
        line(plain(name) + " \\- " + plain(description.isEmpty() ? "" : description.get(0)));
        section("SYNOPSIS");
        line(".nf");
        new Help(spec, Help.defaultColorScheme(Help.Ansi.OFF))
                .synopsis(0)
                .lines()
                .forEach(this::text);
        line(".fi");
        section("DESCRIPTION");
        paragraphs(description);
        arguments();
        options();
        commands();
        section("EXIT STATUS");
        for (ExitCode code : ExitCode.values()) {
            entry("\\fB" + code.number() + "\\fR", List.of(code.meaning()));
        }
        seeAlso();
        return page.toString();
    }

    private void arguments() {
        List<PositionalParamSpec> arguments =
                spec.positionalParameters().stream().filter(each -> !each.hidden()).toList();
        if (!arguments.isEmpty()) {
            section("ARGUMENTS");
            arguments.forEach(each -> entry(label(each), texts(each.description())));
        }
    }

    private void options() {
        section("OPTIONS");
        for (OptionSpec option : spec.options()) {
            if (!option.hidden()) {
                List<String> names = new ArrayList<>();
                for (String name : option.names()) {
                    names.add("\\fB" + plain(name) + "\\fR");
                }
                String value = option.arity().max() > 0 ? " " + label(option) : "";
                entry(String.join(", ", names) + value, texts(option.description()));
            }
        }
    }

    private void commands() {
        Map<String, CommandLine> below = spec.subcommands();
        if (!below.isEmpty()) {
            section("COMMANDS");
            below.forEach(
                    (name, command) ->
                            entry(
                                    "\\fB" + plain(name) + "\\fR",
                                    texts(command.getCommandSpec().usageMessage().description())));
        }
    }

    private void seeAlso() {
        List<String> others = new ArrayList<>();
        if (spec.parent() != null) {
            others.add(spec.parent().qualifiedName("-"));
        }
        spec.subcommands()
                .values()
                .forEach(each -> others.add(each.getCommandSpec().qualifiedName("-")));
        if (!others.isEmpty()) {
            section("SEE ALSO");
            text(String.join(", ", others.stream().map(each -> each + "(1)").toList()));
        }
    }

    private static String label(ArgSpec argument) {
        return "\\fI" + plain(argument.paramLabel()) + "\\fR";
    }

    /** As help shows them: what stands for something else is put in, and lines are broken. */
    private static List<String> texts(String[] lines) {
        List<String> texts = new ArrayList<>();
        for (String line : lines) {
            Help.Ansi.OFF.new Text(line.formatted()).toString().lines().forEach(texts::add);
        }
        return texts;
    }

    private void paragraphs(List<String> texts) {
        for (int i = 0; i < texts.size(); i++) {
            if (i > 0) {
                line(".PP");
            }
            text(texts.get(i));
        }
    }

    private void entry(String term, List<String> texts) {
        line(".TP");
        line(term);
        for (String text : texts) {
            text(text);
            line(".br");
        }
    }

    private void section(String title) {
        line(".SH \"" + title + "\"");
    }

    private void text(String text) {
        line(plain(text));
    }

    /**
     * A backslash, a hyphen, what would be a request at the beginning of a line, and what is not
     * ASCII, which not every roff reads.
     */
    private static String plain(String text) {
        String escaped =
                NOT_ASCII
                        .matcher(text.strip().replace("\\", "\\e").replace("-", "\\-"))
                        .replaceAll(c -> "\\\\[u%04X]".formatted((int) c.group().charAt(0)));
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }

    private void line(String line) {
        page.append(line).append('\n');
    }
}

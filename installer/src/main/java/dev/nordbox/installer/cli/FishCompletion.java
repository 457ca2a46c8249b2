package dev.nordbox.installer.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What fish completes, from the commands themselves: picocli writes it for bash alone. */
final class FishCompletion {
    /** {@code FILE|STORE[/NAME]} may be one as well. */
    private static final Pattern NAMES_A_FILE = Pattern.compile("\\b(FILE|DIR)\\b");

    private final String program;
    private final StringBuilder script = new StringBuilder();

    private FishCompletion(String program) {
        this.program = program;
    }

    static String of(CommandLine root) {
        FishCompletion completion = new FishCompletion(root.getCommandName());
        completion.line("complete -c %s -f".formatted(completion.program));
        completion.below(root, List.of());
        return completion.script.toString();
    }

    /**
     * @param words that lead to the command
     */
    private void below(CommandLine command, List<String> words) {
        Map<String, CommandLine> subcommands = command.getSubcommands();
        String here = condition(words, List.copyOf(subcommands.keySet()));
        subcommands.forEach(
                (name, each) ->
                        line(
                                "complete -c %s -n %s -a %s -d %s"
                                        .formatted(program, here, name, quoted(summary(each)))));
        for (OptionSpec option : command.getCommandSpec().options()) {
            if (!option.hidden()) {
                option(option, here);
            }
        }
        for (PositionalParamSpec argument : command.getCommandSpec().positionalParameters()) {
            if (!argument.hidden()) {
                argument(argument, here);
            }
        }
        subcommands.forEach(
                (name, each) -> {
                    List<String> longer = new ArrayList<>(words);
                    longer.add(name);
                    below(each, longer);
                });
    }

    /** Without a line of its own it would be no file, as nothing is that has none. */
    private void argument(PositionalParamSpec argument, String here) {
        List<String> choices = choices(argument);
        String files = namesAFile(argument) ? " -F" : "";
        if (!files.isEmpty() || !choices.isEmpty()) {
            line("complete -c " + program + " -n " + here + files + among(choices));
        }
    }

    private static boolean namesAFile(ArgSpec argument) {
        return NAMES_A_FILE.matcher(argument.paramLabel()).find();
    }

    private static List<String> choices(ArgSpec argument) {
        List<String> choices = new ArrayList<>();
        if (argument.completionCandidates() != null) {
            argument.completionCandidates().forEach(choices::add);
        }
        return choices;
    }

    private static String among(List<String> choices) {
        return choices.isEmpty() ? "" : " -a " + quoted(String.join(" ", choices));
    }

    private void option(OptionSpec option, String here) {
        StringBuilder line = new StringBuilder("complete -c " + program + " -n " + here);
        for (String name : option.names()) {
            line.append(
                    name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.charAt(1));
        }
        if (option.arity().max() > 0) {
            line.append(namesAFile(option) ? " -r -F" : " -x").append(among(choices(option)));
        }
        String[] description = option.description();
        line.append(" -d ").append(quoted(description.length == 0 ? "" : description[0]));
        line(line.toString());
    }

    /** All words said, and none of those that lead further. */
    private static String condition(List<String> words, List<String> further) {
        List<String> conditions = new ArrayList<>();
        words.forEach(word -> conditions.add("__fish_seen_subcommand_from " + word));
        if (words.isEmpty()) {
            conditions.add("__fish_use_subcommand");
        } else if (!further.isEmpty()) {
            conditions.add("not __fish_seen_subcommand_from " + String.join(" ", further));
        }
        return quoted(String.join("; and ", conditions));
    }

    private static String summary(CommandLine command) {
        String[] lines = command.getCommandSpec().usageMessage().description();
        return lines.length == 0 ? "" : lines[0];
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    private void line(String line) {
        script.append(line).append('\n');
    }
}

package dev.nordbox.installer.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What fish completes, from the commands themselves: picocli writes it for bash alone. */
final class FishCompletion {
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
        subcommands.forEach(
                (name, each) -> {
                    List<String> longer = new ArrayList<>(words);
                    longer.add(name);
                    below(each, longer);
                });
    }

    private void option(OptionSpec option, String here) {
        StringBuilder line = new StringBuilder("complete -c " + program + " -n " + here);
        for (String name : option.names()) {
            line.append(
                    name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.charAt(1));
        }
        if (option.arity().max() > 0) {
            line.append(option.paramLabel().matches("FILE|DIR") ? " -r -F" : " -x");
            List<String> choices = new ArrayList<>();
            if (option.completionCandidates() != null) {
                option.completionCandidates().forEach(choices::add);
            }
            if (!choices.isEmpty()) {
                line.append(" -a ").append(quoted(String.join(" ", choices)));
            }
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

package dev.nordbox.installer.cli;

import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.templates.DidYouMean;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells what is wrong with a command line, and what was probably meant. */
final class UsageErrors implements IParameterExceptionHandler {
    private final PrintStream err;

    UsageErrors(PrintStream err) {
        this.err = err;
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        if (command.getCommandSpec().userObject() instanceof RenderCommand) {
            return KustomizeUsage.tell(err, e, args);
        }
        String name = command.getCommandSpec().qualifiedName();
        if (e instanceof UnmatchedArgumentException unmatched) {
            for (String word : unmatched.getUnmatched()) {
                err.println(name + ": " + unknown(word, command));
            }
        } else {
            err.println(name + ": " + e.getMessage());
        }
        err.println("  fix: see `" + name + " --help`");
        err.flush();
        return ExitCode.USAGE.number();
    }

    private static String unknown(String word, CommandLine command) {
        boolean option = word.startsWith("-");
        String bare = option ? word.replaceFirst("=.*", "") : word;
        List<String> candidates =
                option ? flags(command) : List.copyOf(command.getSubcommands().keySet());
        String kind =
                option
                        ? "unknown flag"
                        : candidates.isEmpty() ? "one word too many:" : "unknown command";
        return DidYouMean.nearest(bare, candidates)
                .map(near -> "%s %s; did you mean %s?".formatted(kind, bare, near))
                .orElse(kind + " " + bare);
    }

    /** The flags of a command, as they are typed. */
    static List<String> flags(CommandLine command) {
        return command.getCommandSpec().options().stream()
                .filter(option -> !option.hidden())
                .flatMap(option -> Stream.of(option.names()))
                .toList();
    }
}

package dev.nordbox.installer.cli;

import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.templates.DidYouMean;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
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
            return asKustomize(e);
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

    /** {@code render} stands in for {@code kustomize build}, in scripts too. */
    private int asKustomize(ParameterException e) {
        err.println(
                "Error: "
                        + (e instanceof UnmatchedArgumentException unmatched
                                ? unknown(unmatched.getUnmatched().get(0), e.getCommandLine())
                                : e.getMessage()));
        err.flush();
        return 1;
    }

    private static String unknown(String word, CommandLine command) {
        boolean option = word.startsWith("-");
        String bare = option ? word.replaceFirst("=.*", "") : word;
        List<String> candidates = new ArrayList<>();
        if (option) {
            command.getCommandSpec()
                    .options()
                    .forEach(known -> candidates.addAll(List.of(known.names())));
        } else {
            candidates.addAll(command.getSubcommands().keySet());
        }
        String kind =
                option
                        ? "unknown flag"
                        : candidates.isEmpty() ? "one word too many:" : "unknown command";
        return DidYouMean.nearest(bare, candidates)
                .map(near -> "%s %s; did you mean %s?".formatted(kind, bare, near))
                .orElse(kind + " " + bare);
    }
}

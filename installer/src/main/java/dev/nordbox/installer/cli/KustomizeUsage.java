package dev.nordbox.installer.cli;

import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.templates.DidYouMean;
import java.io.PrintStream;
import java.util.List;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What is wrong with the words behind {@code render}: it stands in for {@code kustomize build}, in
 * scripts too, and says so in its words (those of the Go library pflag).
 */
final class KustomizeUsage {
    private KustomizeUsage() {}

    /**
     * @return the exit code
     */
    static int tell(PrintStream err, ParameterException e, String... args) {
        err.println("Error: " + problem(e, args));
        err.flush();
        return ExitCode.USAGE.number();
    }

    private static String problem(ParameterException e, String... args) {
        if (e instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched.getUnmatched().get(0), e);
        }
        if (e instanceof MissingParameterException missing) {
            String last = args[args.length - 1];
            return "flag needs an argument: "
                    + (last.startsWith("-") && last.length() > 1
                            ? flag(last)
                            : nameOf(missing.getMissing().get(0)));
        }
        if (e.getArgSpec() instanceof OptionSpec option && e.getValue() != null) {
            return "invalid argument \"%s\" for \"%s\" flag: strconv.ParseBool: parsing \"%s\": invalid syntax"
                    .formatted(e.getValue(), option.longestName(), e.getValue());
        }
        return e.getMessage();
    }

    private static String unmatched(String word, ParameterException e) {
        if (!word.startsWith("-") || word.length() == 1) {
            return "specify one path to kustomization.yaml";
        }
        if (!word.startsWith("--")) {
            return "unknown shorthand flag: " + flag(word);
        }
        String bare = word.replaceFirst("=.*", "");
        List<String> known = UsageErrors.flags(e.getCommandLine());
        return "unknown flag: "
                + DidYouMean.nearest(bare, known)
                        .map(near -> bare + "; did you mean " + near + "?")
                        .orElse(bare);
    }

    private static String nameOf(ArgSpec missing) {
        return missing instanceof OptionSpec option ? option.longestName() : missing.paramLabel();
    }

    private static String flag(String word) {
        return word.startsWith("--") ? word : "'%s' in %s".formatted(word.substring(1, 2), word);
    }
}

package dev.nordbox.installer.cli;

import dev.nordbox.installer.config.EffectiveSetting;
import dev.nordbox.installer.output.JsonLines;
import dev.nordbox.installer.output.Output;
import dev.nordbox.installer.output.Redactor;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.ProblemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "show",
        description = {
            "Prints each setting as it counts, and where it was said: flag, file and line, profile"
                    + " or built-in defaults.",
            "Only what you said, unless --effective asks for all. Connects to nothing."
        },
        mixinStandardHelpOptions = true)
final class ConfigShowCommand implements Callable<Integer> {
    @Mixin BoxOptions box = new BoxOptions();
    @Mixin RepositoryOptions repository = new RepositoryOptions();
    @Mixin OutputOptions options = new OutputOptions();

    @Option(names = "--effective", description = "what profile and defaults say, too")
    boolean effective;

    private final Surroundings around;

    ConfigShowCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        return new Run("config show", options, around).perform(Run.Stdout.DATA, this::show);
    }

    private ExitCode show(Output output, Redactor redactor) throws ProblemException {
        List<EffectiveSetting> settings =
                BoxOptions.reader(around, output)
                        .effective(box.file(), repository.addTo(box.flags()))
                        .stream()
                        .filter(setting -> effective || setting.said())
                        .toList();
        if (options.json()) {
            around.out().println(json(settings, redactor));
        } else {
            settings.forEach(setting -> around.out().println(line(setting, redactor)));
        }
        around.out().flush();
        return ExitCode.DONE;
    }

    /** A URL may have a password in it. */
    private static String line(EffectiveSetting setting, Redactor redactor) {
        return "%-24s %-40s %s"
                .formatted(setting.key(), redactor.redact(setting.value()), setting.where());
    }

    private static String json(List<EffectiveSetting> settings, Redactor redactor) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("apiVersion", "nordbox.no/v1alpha1");
        document.put("kind", "Settings");
        document.put(
                "settings",
                settings.stream()
                        .map(
                                setting ->
                                        Map.of(
                                                "key", setting.key(),
                                                "value", redactor.redact(setting.value()),
                                                "where", setting.where()))
                        .toList());
        return JsonLines.of(document);
    }
}

package dev.nordbox.installer.cli;

import dev.nordbox.appliance.json.Json;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.ProblemException;
import dev.nordbox.installer.secret.Desk;
import dev.nordbox.installer.secret.InspectFlow;
import dev.nordbox.installer.secret.Judged;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "keys",
        description = "Shows the sealing keys and their age, and which of them sealed what.",
        mixinStandardHelpOptions = true)
final class SecretKeysCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..*",
            paramLabel = "FILE|DIR",
            description = "also shows which key sealed what in there")
    List<Path> paths = List.of();

    @Option(
            names = "--certificate",
            description = "prints nothing but the certificate that seals now")
    boolean certificate;

    @Mixin OutputOptions options = new OutputOptions();
    @Mixin NamespaceOption namespace = new NamespaceOption();
    @Mixin DeskOptions desk = new DeskOptions();

    private final Surroundings around;

    SecretKeysCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        return new Run("secret keys", options, around)
                .perform(Run.Stdout.DATA, (told, redactor) -> desk.use(around, told, this::show));
    }

    private ExitCode show(Desk open) throws ProblemException {
        if (certificate) {
            around.out().print(open.certificate().pem());
        } else {
            Desk.Keys keys = open.keys();
            List<Judged> sealed =
                    paths.isEmpty()
                            ? List.of()
                            : new InspectFlow(open, around.err()::println)
                                    .inspect(paths, namespace.name);
            if (options.json()) {
                around.out().println(json(keys, sealed));
            } else {
                lines(keys, sealed).forEach(around.out()::println);
            }
        }
        around.out().flush();
        return ExitCode.DONE;
    }

    private List<String> lines(Desk.Keys all, List<Judged> sealed) {
        List<Desk.Key> keys = all.keys();
        List<String> lines = new ArrayList<>();
        for (Desk.Key key : keys) {
            long days = Duration.between(key.notBefore(), around.clock().instant()).toDays();
            lines.add(
                    "%s  %s  %d days  %s%s"
                            .formatted(
                                    key.fingerprint(),
                                    key.notBefore(),
                                    Math.max(0, days),
                                    key.seals() ? "seals" : "unseals",
                                    all.secretOf(key).map(name -> "  " + name).orElse("")));
        }
        for (Desk.KeySecret secret : all.idle()) {
            lines.add("%s  %s".formatted(secret.name(), secret.why()));
        }
        for (Judged one : sealed) {
            lines.add(one.where());
            one.answer().keys().forEach((item, key) -> lines.add("  " + item + "  " + key));
            one.answer().problems().forEach((item, why) -> lines.add("  " + item + "  " + why));
            one.elsewhere().ifPresent(place -> lines.add("  " + place));
        }
        return lines;
    }

    private static String json(Desk.Keys all, List<Judged> sealed) {
        List<Desk.Key> keys = all.keys();
        List<Object> shown = new ArrayList<>();
        for (Desk.Key key : keys) {
            shown.add(
                    Map.of(
                            "fingerprint", key.fingerprint(),
                            "notBefore", key.notBefore().toString(),
                            "notAfter", key.notAfter().toString(),
                            "certificate", key.pem(),
                            "seals", key.seals(),
                            "secret", all.secretOf(key).orElse("")));
        }
        List<Object> objects = new ArrayList<>();
        for (Judged one : sealed) {
            objects.add(
                    Map.of(
                            "file", one.file().toString(),
                            "line", one.line(),
                            "namespace", one.sealed().label().namespace(),
                            "name", one.sealed().label().name(),
                            "keys", one.answer().keys(),
                            "problems", one.answer().problems()));
        }
        List<Object> idle = new ArrayList<>();
        for (Desk.KeySecret secret : all.idle()) {
            idle.add(
                    Map.of(
                            "secret", secret.name(),
                            "fingerprint", secret.fingerprint(),
                            "why", secret.why()));
        }
        byte[] text = Json.print(Map.of("keys", shown, "unused", idle, "sealed", objects));
        return new String(text, StandardCharsets.UTF_8);
    }
}

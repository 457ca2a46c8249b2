package dev.nordbox.installer.cli;

import dev.nordbox.appliance.json.Json;
import dev.nordbox.installer.kit.Manifest;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.problem.ExitCode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "verify",
        description = "Reads a kit to its end and holds every part against its checksum.",
        mixinStandardHelpOptions = true)
final class KitVerifyCommand implements Callable<Integer> {
    @Mixin KitFileOptions kit = new KitFileOptions();
    @Mixin OutputOptions options = new OutputOptions();

    private final Surroundings around;

    KitVerifyCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        return new Run("kit verify", options, around)
                .perform(
                        Run.Stdout.DATA,
                        (output, redactor) -> {
                            tell(kit.open(around).manifest());
                            return ExitCode.DONE;
                        });
    }

    private void tell(Manifest manifest) {
        String line =
                "%d parts, %d bytes: all as the manifest says; a kit %s"
                        .formatted(
                                manifest.parts().size(), manifest.size(), KitText.line(manifest));
        if (options.json()) {
            Map<String, Object> told =
                    Map.of(
                            "whole",
                            true,
                            "parts",
                            manifest.parts().size(),
                            "size",
                            manifest.size());
            line = new String(Json.print(told), StandardCharsets.UTF_8);
        }
        around.out().println(line);
        around.out().flush();
    }
}

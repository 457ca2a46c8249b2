package dev.nordbox.installer.cli;

import dev.nordbox.installer.kit.Manifest;
import dev.nordbox.installer.kit.ManifestText;
import dev.nordbox.installer.output.Surroundings;
import dev.nordbox.installer.problem.ExitCode;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "show",
        description =
                "Prints what a kit holds, after reading and checking all of it; never a secret.",
        mixinStandardHelpOptions = true)
final class KitShowCommand implements Callable<Integer> {
    @Mixin KitFileOptions kit = new KitFileOptions();
    @Mixin OutputOptions options = new OutputOptions();

    private final Surroundings around;

    KitShowCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        return new Run("kit show", options, around)
                .perform(
                        Run.Stdout.DATA,
                        (output, redactor) -> {
                            tell(kit.open(around).manifest());
                            return ExitCode.DONE;
                        });
    }

    private void tell(Manifest manifest) {
        if (options.json()) {
            around.out().println(new String(ManifestText.print(manifest), StandardCharsets.UTF_8));
        } else {
            KitText.of(manifest).forEach(around.out()::println);
        }
        around.out().flush();
    }
}

package dev.nordbox.installer.cli;

import dev.nordbox.installer.output.Surroundings;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a sync is asked for, and waited for, whatever it is to. */
final class OperationOptions {
    @Mixin RequestOptions request = new RequestOptions();

    @Option(names = "--prune", description = "also deletes what left the repository")
    boolean prune;

    /**
     * @param what the last word of the path: {@code sync}
     * @param more names and values in turn, beside those that all of them have
     */
    int perform(String what, Surroundings around, List<String> more) {
        List<String> parameters = new ArrayList<>(List.of("prune", String.valueOf(prune)));
        parameters.addAll(more);
        return request.perform(what, around, parameters, told -> List.of());
    }
}
